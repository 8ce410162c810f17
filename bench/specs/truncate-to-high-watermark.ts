/**
 * Kafka before 0.11: whoever becomes a follower cuts its log to its own high watermark, which may lag behind the
 * leader's.
 */
import { UNFENCED, type Variant } from './variant.ts'

export const TRUNCATE_TO_HIGH_WATERMARK: Variant = {
  ...UNFENCED,
  truncationOffset: (_, follower) => follower.highWatermark,
}
