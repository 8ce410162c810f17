/** Which broker stands in which rack. */
import { InputError } from '../../input-error.ts'
import type { DecidedSettings, Find } from './as-given.ts'
import { CHECK } from './declared/check.ts'
import { whereOf, writtenKey } from './given.ts'

export interface Racks {
  readonly settings: DecidedSettings<'broker.rack'>
  readonly ignored: readonly { readonly key: string; readonly why: string }[]
}

/**
 * `broker.rack` names the rack of each broker, in their order: `a,b,c`. A broker's own file says it of that broker
 * alone, which tells nobody who loses power together; so one name alone is as good as none.
 * @param brokers how many there are
 * @throws InputError where it names another number of racks than there are brokers, or leaves one out
 */
export function resolveRacks(find: Find, brokers: number): Racks {
  const found = find(CHECK['broker.rack'].in.broker)
  const names = namesIn(found?.value ?? '')
  if (found === undefined || names.length <= 1) {
    const why = 'it is the rack of one broker: to tell racks apart name that of each, broker.rack=a,b,c'
    return {
      settings: { 'broker.rack': { is: '', assumed: true } },
      ignored: found === undefined ? [] : [{ key: 'broker.rack', why }],
    }
  }
  if (names.length !== brokers || names.includes(''))
    throw new InputError({
      where: whereOf(found.given.origin),
      key: writtenKey(found.given),
      problem: names.includes('')
        ? `${JSON.stringify(found.value)} leaves the rack of a broker out`
        : `${names.length} racks are named, and there are ${brokers} brokers`,
      remedy: 'name one rack for each broker, in their order; several brokers may be in one rack: broker.rack=a,a,b',
    })
  return { settings: { 'broker.rack': { is: names.join(','), assumed: false } }, ignored: [] }
}

/** How many brokers the setting names racks of; 0 where it tells none apart. */
export function rackCount(find: Find): number {
  const names = namesIn(find(CHECK['broker.rack'].in.broker)?.value ?? '')
  return names.length > 1 ? names.length : 0
}

/** The rack of each broker, as `broker.rack` has it here; none without it. */
export function namesIn(value: string): readonly string[] {
  return value.trim() === '' ? [] : value.split(',').map((name) => name.trim())
}
