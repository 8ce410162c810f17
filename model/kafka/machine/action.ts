/** Everything that can happen in a cluster, room by room. */
import type { BrokerAction } from '../broker/rows.ts'
import type { ControllerAction } from '../controller/rows.ts'
import type { TransactionAction } from '../coordinator/rows.ts'
import type { ProducerAction } from '../producer/rows.ts'
import type { ReplicationAction } from '../replication/rows.ts'

export type Action = BrokerAction | ControllerAction | ReplicationAction | ProducerAction | TransactionAction
