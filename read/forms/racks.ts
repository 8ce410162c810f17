/** Brokers that each say their rack: together they say who is in one. */
import type { GivenSetting } from '../../model/kafka/settings/given.ts'
import type { Part } from './form.ts'

const RACK = 'broker.rack'

export interface Racked {
  /** The rack of each broker in one setting, where all say one; it stands where the first says it. */
  readonly racks: readonly GivenSetting[]
  /** The brokers without it then: they do not differ by it. */
  readonly parts: readonly Part[]
}

/** @param counts how many brokers each part stands for */
export function withRacksTogether(parts: readonly Part[], counts: readonly number[]): Racked {
  const own = parts.map(({ given }) => given.findLast(isRack))
  const [first] = own
  const names = own.flatMap((one, at) =>
    one === undefined ? [] : Array.from({ length: counts[at] ?? 1 }, () => one.value.trim()),
  )
  if (first === undefined || own.includes(undefined) || names.length < 2) return { racks: [], parts }
  return {
    racks: [{ ...first, value: names.join(',') }],
    parts: parts.map((part) => ({ ...part, given: part.given.filter((one) => !isRack(one)) })),
  }
}

function isRack({ section, key }: GivenSetting): boolean {
  return section === 'broker' && key === RACK
}
