/** What is said of images that do not tell everything. */
import { type Container, imageOf } from './brokers.ts'
import { brokerImage } from './images.ts'
import { kafkaVersionOf } from './image-version.ts'

/** By which rule the variables of an unknown image are read, and of which brokers the release is not told. */
export function notesOnImages(containers: readonly Container[]): readonly string[] {
  const named = (some: readonly Container[]): string => some.map(({ name }) => name).join(', ')
  const unknown = containers.filter(({ image }) => image === undefined || brokerImage(image.text) === undefined)
  const like = (isBitnami: boolean): readonly Container[] =>
    unknown.filter((one) => (imageOf(one).rule === 'bitnami') === isBitnami)
  const undated = containers.filter(({ image }) => image === undefined || kafkaVersionOf(image.text) === undefined)
  return [
    ...(like(false).length > 0
      ? [
          `${named(like(false))}: the image is not known, so KAFKA_ variables are read as the images apache/kafka and confluentinc/cp-kafka both read them`,
        ]
      : []),
    ...(like(true).length > 0
      ? [`${named(like(true))}: the image is not known, so KAFKA_CFG_ variables are read as bitnami/kafka reads them`]
      : []),
    ...(undated.length > 0
      ? [`${named(undated)}: the image names no release of Kafka that is known here; say it with --kafka-version`]
      : []),
  ]
}
