/** Two pictures of a cluster beside each other, and where they differ. */
import type { BrokerPicture, Picture } from './picture.ts'

/** One thing that can be seen, as each of the two shows it. */
export interface Row {
  readonly what: string
  readonly model: string
  readonly real: string
  readonly differs: boolean
}

const UNSEEN = '-'

/** What of both can be compared: what one of them cannot say is no difference. */
export function rowsOf(model: Picture, real: Picture): readonly Row[] {
  const brokers = model.brokers.flatMap((broker, id) => brokerRows(id, broker, real.brokers[id]))
  const names = [...new Set([...Object.keys(model.outcomes), ...Object.keys(real.outcomes)])].sort()
  return [
    ...brokers,
    row('controller', 'leader', String(model.controller.leader), String(real.controller.leader)),
    row('controller', 'epoch', String(model.controller.leaderEpoch), String(real.controller.leaderEpoch)),
    row('controller', 'ISR', set(model.controller.isr), set(real.controller.isr)),
    row('controller', 'ELR', set(model.controller.elr), set(real.controller.elr)),
    ...names.map((name) => row('producer', name, model.outcomes[name] ?? UNSEEN, real.outcomes[name] ?? UNSEEN)),
  ]
}

export function isSame(model: Picture, real: Picture): boolean {
  return rowsOf(model, real).every(({ differs }) => !differs)
}

/** A table: `what`, the model, the real cluster; a mark where they differ. */
export function sideBySide(model: Picture, real: Picture, release: string): readonly string[] {
  const rows = rowsOf(model, real)
  const head = { what: '', model: 'model', real: release, differs: false }
  const width = (of: 'what' | 'model'): number => Math.max(...[head, ...rows].map((one) => one[of].length))
  const [first, second] = [width('what'), width('model')]
  return [head, ...rows].map(({ what, model: said, real: shown, differs }) =>
    `${differs ? '≠' : ' '} ${what.padEnd(first)}  ${said.padEnd(second)}  ${shown}`.trimEnd(),
  )
}

function brokerRows(id: number, model: BrokerPicture, real: BrokerPicture | undefined): readonly Row[] {
  if (real === undefined) return []
  const name = `broker ${id}`
  return [
    row(name, 'process', model.process ?? UNSEEN, real.process ?? UNSEEN),
    row(name, 'registration', model.registration ?? UNSEEN, real.registration ?? UNSEEN),
    row(name, 'log', list(model.log), list(real.log)),
    ...(['leader', 'leaderEpoch', 'highWatermark'] as const).map((key) =>
      row(name, TITLES[key], said(model.own?.[key]), said(real.own?.[key])),
    ),
  ]
}

const TITLES = { leader: 'hears of leader', leaderEpoch: 'in epoch', highWatermark: 'HW' } as const

function row(who: string, what: string, model: string, real: string): Row {
  return { what: `${who} ${what}`, model, real, differs: model !== real && model !== UNSEEN && real !== UNSEEN }
}

function said(value: number | undefined): string {
  return value === undefined ? UNSEEN : String(value)
}

function set(ids: readonly number[]): string {
  return `{${ids.join(',')}}`
}

function list(places: readonly string[]): string {
  return `[${places.join(' ')}]`
}
