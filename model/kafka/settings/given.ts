/** The kinds of configuration that Kafka has, each in a file or a section of its own. */
import type { Given } from '../../given.ts'

export { isFromFile, type Origin, whereOf, writtenKey } from '../../given.ts'

export type Section = 'broker' | 'topic' | 'producer' | 'consumer'

export const SECTIONS: readonly Section[] = ['broker', 'topic', 'producer', 'consumer']

/** A setting of Kafka; in no section stand also those of ours (`kafka.version`, `brokers`). */
export type GivenSetting = Given<Section>
