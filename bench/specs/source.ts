/** A specification as workers explore it. */
import type { Explorable, Source } from '../../harness/explore/parallel/source.ts'
import { machineSpace } from '../../harness/explore/space.ts'
import { type SpecAction, type SpecBounds, type SpecName, type SpecState, specMachine } from './specs.ts'

export function specSource(name: SpecName, bounds: SpecBounds): Source {
  return { module: import.meta.url, name: 'explorableSpec', args: [name, bounds] }
}

export function explorableSpec(name: SpecName, bounds: SpecBounds): Explorable<SpecState, SpecAction> {
  return { space: machineSpace(specMachine(name, bounds)) }
}
