/** Values for Helm charts of Kafka: those of bitnami, of Confluent (cp-helm-charts) and of the incubator. */
import { isOfBitnami, readBitnami } from './helm/bitnami.ts'
import type { Chart } from './helm/chart.ts'
import { isOfConfluent, readConfluentChart } from './helm/confluent.ts'
import { type Form, NothingRead, type Reading } from './form.ts'
import type { Source } from './source.ts'
import { at, type MapTree, type Tree } from './tree.ts'

export const HELM_VALUES: Form = {
  name: 'the values of a Helm chart',
  tells: (source) => {
    if (!source.isTree) return false
    try {
      return chartsIn(source).length > 0
    } catch {
      return false
    }
  },
  read: (source) => {
    const readings = chartsIn(source).map((chart) =>
      (isOfConfluent(chart.tree) ? readConfluentChart : readBitnami)(chart),
    )
    const reading: Reading = {
      parts: readings.flatMap(({ parts }) => parts),
      asides: readings.flatMap(({ asides }) => asides),
      notes: readings.flatMap(({ notes }) => notes),
    }
    if (reading.parts.some(({ given }) => given.length > 0)) return reading
    throw new NothingRead({
      where: source.file,
      problem: 'these values set nothing of Kafka; what the chart sets without them is not known here',
      remedy: 'give what helm template prints, or the settings themselves',
    })
  },
}

/** The values of the chart itself, or those of charts within it, below their names. */
function chartsIn({ file, trees }: Source): readonly Chart[] {
  const [tree, ...more] = trees()
  if (tree?.kind !== 'map' || more.length > 0 || at(tree, 'apiVersion') !== undefined) return []
  if (isChart(tree)) return [{ file, name: '', path: '', tree }]
  return tree.entries.flatMap(({ key, value }) =>
    isChart(value) ? [{ file, name: key, path: `${key}.`, tree: value as MapTree }] : [],
  )
}

function isChart(tree: Tree): boolean {
  return tree.kind === 'map' && (isOfConfluent(tree) || isOfBitnami(tree))
}
