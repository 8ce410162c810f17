/** What a user of a queue may change to mend a broken promise, and what it costs. */
import type { Change, Settings, SettingValue } from '../system-entry.ts'

/** Another value, where the setting is one of these now. */
interface Step {
  readonly key: string
  readonly from: readonly SettingValue[]
  readonly to: SettingValue
  readonly price: readonly string[]
}

const step = (key: string, from: readonly SettingValue[], to: SettingValue, ...price: readonly string[]): Step => ({
  key,
  from,
  to,
  price,
})

const TWICE = 'a message whose consumer dies is worked on again'
const TOGETHER = 'the work on a message and its acknowledgement are one transaction, in one store'

/** What asks least of the user first. None takes a guarantee away, but for those whose price says so. */
const STEPS: readonly Step[] = [
  step('delay.clock', ['wall'], 'monotonic'),
  step('delay.looks-at', ['head'], 'all', 'every waiting message is looked at for being due'),
  step('delay.queues', ['one'], 'per-delay', 'a queue for each delay'),
  step('delay.set-back', ['at-once'], 'waits'),
  step('delay.fire', ['remove-then-send'], 'send-then-remove', 'a due message may be moved twice'),
  step('delay.fire', ['remove-then-send', 'send-then-remove'], 'atomic', 'both queues are in one store'),
  step('delay.schedulers', [1], 2, 'a second scheduler'),
  step('order.close', ['read-then-write', 'delete-job'], 'conditional-update'),
  step('order.pay', ['read-then-write'], 'conditional-update'),
  step('order.gateway-query', [false], true, 'the gateway is asked before an order is closed'),
  step('priority.order', ['off', 'weighted', 'topics'], 'strict', 'messages that are not urgent may starve'),
  step('priority.order', ['strict', 'topics'], 'weighted', 'an urgent message may wait for another one'),
  step('priority.classes', ['three'], 'exact'),
  step('priority.ageing', [0], 2, 'a message that was passed over twice goes before an urgent one'),
  step('redelivery.dead-letters', ['remove-then-copy'], 'copy-then-remove', 'a message may be dead-lettered twice'),
  step('redelivery.dead-letters', ['none', 'remove-then-copy', 'copy-then-remove'], 'atomic', 'a dead-letter queue'),
  step('redelivery.limit', [0], 5, 'a message is given up after 5 deliveries'),
  step('redelivery.requeue', ['front'], 'back', 'a message that comes back is no longer in its order'),
  step('redelivery.requeue', ['back'], 'front', 'a message that always fails holds up those behind it'),
  step('broker.persistent', [false], true, 'every message is stored'),
  step('broker.flush', ['later'], 'messages', 'a disk flush for every message'),
  step('broker.flush', ['later', 'messages'], 'always', 'a disk flush for every message and acknowledgement'),
  step('producers.confirms', [false], true, 'a send waits for the answer of the broker'),
  step('producers.resends', [0], 1),
  step('broker.deduplicate', ['off', 'in-memory'], 'stored', 'the ids of messages are kept'),
  step('broker.standby', ['asynchronous'], 'synchronous', 'an answer waits for the other broker'),
  step('consumers.acknowledge', ['on-delivery', 'before'], 'after', TWICE),
  step('consumers.remembers', ['nothing', 'in-memory'], 'with-the-effect', 'ids are stored with what is done'),
  step('consumers.exclusive', [false], true, 'one consumer works at a time'),
  step('consumers.acknowledge', ['on-delivery', 'before', 'after'], 'with', TOGETHER),
]

/** Changes of one setting each; whether one helps is found by trying. */
export function queueChanges(settings: Settings): readonly Change[] {
  return [
    ...STEPS.flatMap(({ key, from, to, price }) => {
      const now = settings[key]
      return now !== undefined && from.includes(now) ? [{ key, value: String(to), price }] : []
    }),
    ...fewer(settings, 'producers.in-flight', 1, 'a producer waits for the answer to each send'),
    ...fewer(settings, 'consumers.prefetch', 1, 'a consumer waits for its next message'),
    ...fewer(settings, 'producers.resends', 0, 'a send fails where another try would save it'),
    ...longEnough(settings),
    ...enoughLevels(settings),
  ]
}

function fewer(settings: Settings, key: string, value: number, price: string): readonly Change[] {
  const now = settings[key]
  return typeof now === 'number' && now > value ? [{ key, value: String(value), price: [price] }] : []
}

/** A lease has to last for the work on all that a consumer has. */
function longEnough(settings: Settings): readonly Change[] {
  const timeout = Number(settings['redelivery.visibility-timeout'] ?? 0)
  const needed = Number(settings['consumers.work']) * Math.max(1, Number(settings['consumers.prefetch']))
  return timeout === 0 || timeout >= needed
    ? []
    : [
        {
          key: 'redelivery.visibility-timeout',
          value: String(needed),
          price: [`a message whose consumer is gone comes back after ${needed} seconds`],
        },
      ]
}

function enoughLevels(settings: Settings): readonly Change[] {
  const levels = settings['priority.levels']
  if (typeof levels !== 'number') return []
  const highest = Math.max(...String(settings['priority.of-messages']).split(',').map(Number))
  return levels > highest ? [] : [{ key: 'priority.levels', value: String(highest + 1), price: [] }]
}

/** What helps where no setting does. */
const OTHERWISE: Readonly<Record<string, string>> = {
  'honest-outcome': 'take a send without an answer for an unknown outcome, and give messages an id to tell copies by',
  'no-duplicates': 'give each message an id of its own, and let consumers drop what they have had',
  'no-acknowledged-loss': 'keep what was sent until its work is done, and send it again where it is not',
  'at-least-once': 'keep what is to be done where it is looked at again, and do it again where it was not done',
  'at-most-once': 'make working on a message twice the same as once: an id in the store that the work writes to',
  'in-order': 'give each message a number of its own, and let consumers put them in order',
  'no-effect-after-cancel': 'let the work look whether it is still wanted in the same step in which it takes effect',
}

export function queueHelpFor(promise: string): string | undefined {
  return OTHERWISE[promise]
}
