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
