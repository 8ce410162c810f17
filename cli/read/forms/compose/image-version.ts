/** Which release of Kafka an image holds, by its tag. */
import { type ImageName, brokerImage, imageName } from './images.ts'

/**
 * Releases of Confluent Platform and the Kafka in them: "Supported Versions and Interoperability" of its documentation
 * (docs.confluent.io, installation/versions-interoperability.html).
 */
const CONFLUENT: Readonly<Record<string, string>> = {
  '2.0': '0.9.0',
  '3.0': '0.10.0',
  '3.1': '0.10.1',
  '3.2': '0.10.2',
  '3.3': '0.11.0',
  '4.0': '1.0',
  '4.1': '1.1',
  '5.0': '2.0',
  '5.1': '2.1',
  '5.2': '2.2',
  '5.3': '2.3',
  '5.4': '2.4',
  '5.5': '2.5',
  '6.0': '2.6',
  '6.1': '2.7',
  '6.2': '2.8',
  '7.0': '3.0',
  '7.1': '3.1',
  '7.2': '3.2',
  '7.3': '3.3',
  '7.4': '3.4',
  '7.5': '3.5',
  '7.6': '3.6',
  '7.7': '3.7',
  '7.8': '3.8',
  '7.9': '3.9',
  '8.0': '4.0',
  '8.1': '4.1',
}

/** hyperledger/fabric-baseimage: KAFKA_VERSION of `images/kafka/Dockerfile` (before 0.4.16 `.in`) at its tags. */
function ofFabric(tag: string): string | undefined {
  const patch = Number(/^(?:\w+-)?0\.4\.(\d+)$/.exec(tag)?.[1] ?? Number.NaN)
  if (patch === 4 || patch === 5) return '0.9.0.1'
  if (patch >= 6 && patch <= 15) return '1.0.0'
  return patch >= 16 && patch <= 22 ? '1.0.2' : undefined
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
    default:
      return undefined
  }
}
