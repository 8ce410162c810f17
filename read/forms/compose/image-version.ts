/** Which release of Kafka an image holds, by its tag. */
import { CONFLUENT } from '../confluent-releases.ts'
import { type ImageName, brokerImage, imageName } from './images.ts'

/** hyperledger/fabric-baseimage: KAFKA_VERSION of `images/kafka/Dockerfile` (before 0.4.16 `.in`) at its tags. */
function ofFabric(tag: string): string | undefined {
  const patch = Number(/^(?:\w+-)?0\.4\.(\d+)$/.exec(tag)?.[1] ?? Number.NaN)
  if (patch === 4 || patch === 5) return '0.9.0.1'
  if (patch >= 6 && patch <= 15) return '1.0.0'
  return patch >= 16 && patch <= 22 ? '1.0.2' : undefined
}

/** debezium/container-images: KAFKA_VERSION of `kafka/…/Dockerfile`, by the folders that its tags are of. */
const DEBEZIUM: Readonly<Record<string, string>> = {
  '0.9': '2.2',
  '0.10': '2.3',
  '1.0': '2.4',
  '1.1': '2.4',
  '1.2': '2.5',
  '1.3': '2.6',
  '1.4': '2.6',
  '1.5': '2.7',
  '1.6': '2.7',
  '1.7': '2.8',
  '1.8': '3.0',
  '1.9': '3.2',
  '2.0': '3.3',
  '2.1': '3.3',
  '2.2': '3.4',
  '2.3': '3.4',
  '2.4': '3.5',
  '2.5': '3.6',
  '2.6': '3.7',
  '2.7': '3.7',
  '3.0': '3.9',
  '3.1': '3.9',
  '3.2': '4.0',
  '3.3': '4.1',
  '3.4': '4.1',
  '3.5': '4.2',
  '3.6': '4.3',
  '3.7': '4.3',
}

/** The release that the tag of a broker's image names, as it is to be read: `3.3`; none where it does not. */
export function kafkaVersionOf(image: string): string | undefined {
  const { name, tag } = imageName(image)
  if (tag === undefined) return /^(?:.*\/)?sarama\/fv-kafka-(\d[\d.]*)$/.exec(name)?.[1]
  return ofTag(brokerImage(image)?.tag ?? 'none', { name, tag })
}

function ofTag(kind: string, { tag = '' }: ImageName): string | undefined {
  switch (kind) {
    case 'kafka':
      return /^(\d+(?:\.\d+){1,3})(?![\d.])/.exec(tag)?.[1]
    case 'scala and kafka':
      return /^(?:2\.\d+-)?(\d+(?:\.\d+){1,3})(?:-\d+)?$/.exec(tag)?.[1]
    case 'confluent':
      return CONFLUENT[/^(\d+\.\d+)(?:\.|-|$)/.exec(tag)?.[1] ?? '']
    case 'fabric':
      return ofFabric(tag)
    case 'debezium':
      return DEBEZIUM[/^(\d+\.\d+)(?:\.|-|$)/.exec(tag)?.[1] ?? '']
    case 'strimzi':
      return /(?:^|-)kafka-(\d+(?:\.\d+){1,3})$/.exec(tag)?.[1]
    default:
      return undefined
  }
}
