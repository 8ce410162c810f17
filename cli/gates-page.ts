/** The table of all mechanisms in `docs/gates.md`. */
import { GATES, type Gate } from '../model/kafka/releases/gates.ts'

const CONTROLLERS = { kraft: 'KRaft', zookeeper: 'ZooKeeper' } as const
const HEAD = ['| name | a cluster with it | reference | since | comes with | controller |', '|---|---|---|---|---|---|']

/** The table as Markdown, one row a mechanism, oldest first. */
export function gatesTable(gates: Readonly<Record<string, Gate>> = GATES): string {
  const rows = Object.entries(gates).map(([name, gate]) =>
    [
      `\`${name}\``,
      gate.says,
      gate.reference,
      gate.since.join(', '),
      gate.finalised === undefined
        ? 'software'
        : `protocol version ${gate.finalised
            .split('.')
            .slice(0, gate.finalised.startsWith('0') ? 3 : 2)
            .join('.')}`,
      gate.controller === undefined ? 'any' : CONTROLLERS[gate.controller],
    ].join(' | '),
  )
  return [...HEAD, ...rows.map((row) => `| ${row} |`)].join('\n')
}

/** The page with the table that it should have, everything around it as it is. */
export function withGatesTable(page: string): string {
  return page.replace(/^\|(?:.*\n\|)*.*$/m, () => gatesTable())
}
