/** Cause and remedy of broken promises, in words. */
import type { Cure, Remedy } from '../harness/remedies.ts'
import { count } from './cost.ts'
import { type Page, paint } from './page.ts'
import { labelled } from './wrap.ts'

const LABEL = 12

/** Which settings are to blame for what is broken, what would mend it, and what that costs; or what else helps. */
export function cureLines(
  of: string,
  { cause, remedies, tried, isCut }: Cure,
  otherwise: string,
  page: Page,
): readonly string[] {
  const cut = isCut ? '; more would have taken longer than the check itself' : ''
  // An interrupted search has found out nothing of what was not tried.
  const found = tried === 0 ? 'no change was tried' : `${count(tried, 'change')} tried, none mends it${cut}`
  if (remedies.length === 0)
    return labelled('no remedy', `of ${of}: ${found}${otherwise === '' ? '' : `; ${otherwise}`}`, LABEL, page)
  return [
    ...labelled('cause', `of ${of}: ${cause.join(', ')}${isCut ? NOT_ALL : ''}`, LABEL, page),
    ...remedies.flatMap((remedy, at) =>
      labelled(at === 0 ? 'remedy' : 'or', remedyInWords(remedy), LABEL, page).map((line) =>
        paint(page, line, 'green'),
      ),
    ),
  ]
}

/** Where remedies were found, and others may be left. */
export const NOT_ALL = ' (not every change was tried: that would have taken longer than the check itself)'

/** `min.insync.replicas=2; price: no writes with 2 brokers down`. */
export function remedyInWords({ change, price }: Pick<Remedy, 'change' | 'price'>): string {
  const settings = Object.entries(change).map(([key, value]) => `${key}=${value}`)
  return [settings.join(' and '), ...(price.length === 0 ? [] : [`price: ${price.join('; ')}`])].join('; ')
}

/** How far remedies were searched: of all of them what is true of each. */
export function triedInWords(remedies: readonly Pick<Remedy, 'completeTo' | 'schedules'>[]): string {
  const complete = Math.max(0, Math.min(...remedies.map(({ completeTo }) => completeTo)))
  const most = Math.max(...remedies.map(({ schedules }) => schedules))
  const sampled = most === 0 ? '' : `, ${count(most, 'schedule')} sampled`
  return `complete to ${complete}${sampled}`
}
