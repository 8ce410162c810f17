/** Cause and remedy of a broken promise, in words. */
import type { Cure, Remedy } from '../harness/remedies.ts'
import { count } from './cost.ts'
import type { Page } from './page.ts'
import { indented, labelled } from './wrap.ts'

const LABEL = 10

/** Which settings are to blame, what would mend it, and what that costs. */
export function cureLines({ cause, remedies, tried, isCut }: Cure, page: Page): readonly string[] {
  const inner = { ...page, width: page.width - 2 }
  const cut = isCut ? '; more would have taken longer than the check itself' : ''
  if (remedies.length === 0)
    return indented(
      labelled('remedy', `no setting is known to mend it: ${count(tried, 'change')} tried${cut}`, LABEL, inner),
    )
  return [
    ...indented(labelled('cause', cause.join(', '), LABEL, inner)),
    ...remedies.flatMap((remedy, at) =>
      indented(labelled(at === 0 ? 'remedy' : 'or', remedyInWords(remedy), LABEL, inner)),
    ),
  ]
}

/** `min.insync.replicas=2; price: writes are refused with 2 of 3 brokers down; today they are with 3`. */
export function remedyInWords({ change, price, completeTo, schedules }: Remedy): string {
  const settings = Object.entries(change).map(([key, value]) => `${key}=${value}`)
  const sampled = schedules === 0 ? '' : `, more only sampled (${count(schedules, 'schedule')})`
  const searched = `complete to ${count(Math.max(0, completeTo), 'fault or move', 'faults and moves')}${sampled}`
  return [
    `with ${settings.join(' and ')} it holds: ${searched}`,
    ...(price.length === 0 ? [] : [`price: ${price.join('; ')}`]),
  ].join('; ')
}
