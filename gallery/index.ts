/** All flaws, in the order in which they are told, and those that the model leaves out. */
import type { Flaw, LeftOut } from './flaw.ts'
import { acksOne } from './flaws/a02-acks-1.ts'
import { truncationToHighWatermark } from './flaws/b01-truncation-to-high-watermark.ts'

export const FLAWS: readonly Flaw[] = [acksOne, truncationToHighWatermark]

export const LEFT_OUT: readonly LeftOut[] = []
