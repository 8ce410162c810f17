/** What managed services set where nobody says otherwise: `managed=msk` stands for these settings. */
import { closest } from '../../closest.ts'
import { InputError, clipped } from '../../input-error.ts'
import { type GivenSetting, whereOf } from './given.ts'

/** The key, in no section. */
export const MANAGED = 'managed'

interface Service {
  /** As a person calls it. */
  readonly called: string
  /** Where its documentation says so, and when that was read. */
  readonly source: string
  /** Of the broker's settings those that are modelled. */
  readonly broker: Readonly<Record<string, string>>
}

const OF_MSK = 'docs.aws.amazon.com/msk/latest/developerguide/msk-default-configuration.html, November 2026'

/**
 * Only what the documentation states; what it leaves out is as Kafka of that release has it, as Amazon says there. A
 * custom configuration of MSK replaces single values and leaves the others (msk-configuration-properties.html).
 */
const SERVICES: ReadonlyMap<string, Service> = new Map([
  [
    'msk',
    {
      called: 'Amazon MSK in three availability zones',
      source: OF_MSK,
      broker: {
        'default.replication.factor': '3',
        'min.insync.replicas': '2',
        'num.partitions': '1',
        'unclean.leader.election.enable': 'true',
      },
    },
  ],
  [
    'msk-two-zones',
    {
      called: 'Amazon MSK in two availability zones',
      source: OF_MSK,
      broker: {
        'default.replication.factor': '2',
        'min.insync.replicas': '1',
        'num.partitions': '1',
        'unclean.leader.election.enable': 'true',
      },
    },
  ],
  [
    'msk-tiered',
    {
      called: 'Amazon MSK with tiered storage',
      source: OF_MSK,
      broker: {
        'default.replication.factor': '3',
        'min.insync.replicas': '2',
        'num.partitions': '1',
        'unclean.leader.election.enable': 'false',
      },
    },
  ],
  [
    'msk-express',
    {
      called: 'Amazon MSK with Express brokers',
      source: 'docs.aws.amazon.com/msk/latest/developerguide/msk-configuration-express-read-only.html, November 2026',
      broker: { 'default.replication.factor': '3', 'min.insync.replicas': '2' },
    },
  ],
  [
    'confluent-cloud',
    {
      called: 'Confluent Cloud',
      source:
        'docs.confluent.io/cloud/current/topics/manage.html and the documentation of confluent_kafka_topic of its '
        + 'Terraform provider, November 2026',
      broker: { 'default.replication.factor': '3', 'min.insync.replicas': '2', 'num.partitions': '6' },
    },
  ],
])

/** The settings with those of the service in front, so that whatever the user gave outranks them; and what to say. */
export function withServiceDefaults(given: readonly GivenSetting[]): {
  readonly given: readonly GivenSetting[]
  readonly notes: readonly string[]
} {
  const named = given.findLast(({ section, key }) => section === undefined && key.trim() === MANAGED)
  if (named === undefined) return { given, notes: [] }
  const { called, source, broker } = serviceOf(named)
  const origin = { file: `the defaults of ${called}` }
  const defaults = Object.entries(broker).map(([key, value]): GivenSetting => ({
    section: 'broker',
    key,
    value,
    origin,
  }))
  return { given: [...defaults, ...given], notes: [`what nobody set is as ${called} has it (${source})`] }
}

/** @throws InputError for a service that is not known here. */
function serviceOf({ value, origin }: GivenSetting): Service {
  const wanted = value.trim()
  const service = SERVICES.get(wanted)
  if (service !== undefined) return service
  const meant = closest(wanted, [...SERVICES.keys()])
  throw new InputError({
    where: whereOf(origin),
    key: MANAGED,
    problem: `there is no service ${clipped(wanted)} here`,
    remedy: meant === undefined ? `give one of ${[...SERVICES.keys()].join(', ')}` : `did you mean ${meant}?`,
  })
}
