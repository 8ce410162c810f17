/** One row of the table of what Kafka releases do differently. */
export interface Gate {
  /** What a cluster with it does. */
  readonly says: string
  /** Where it comes from: KIP, JIRA. */
  readonly reference: string
  /**
   * The releases that first have it, oldest first: of each line that has it, the first patch; the last one also stands
   * for all later lines. None: no release has it; it would mend a flaw that is only suspected.
   */
  readonly since: readonly string[]
  /** Releases before this one have it, too: what it prevents came with that one. */
  readonly before?: string
  /** The protocol version that the cluster must have finalised, too. */
  readonly finalised?: string
  /** Only clusters with this kind of controller have it, or lack it. */
  readonly controller?: 'kraft' | 'zookeeper'
}
