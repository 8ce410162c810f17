/** What holds and what does not: a line for each promise, a cell for each promise and configuration. */
import type { PageData, PartData, VerdictData } from '../page-data.ts'
import type { Place } from './place.ts'

const LOOKS: Readonly<Record<VerdictData['verdict'], { readonly mark: string; readonly word: string }>> = {
  'held': { mark: '✓', word: 'held' },
  'violated': { mark: '✗', word: 'VIOLATED' },
  'undecided': { mark: '?', word: 'undecided' },
  'not-applicable': { mark: '–', word: 'not applicable' },
}

interface VerdictsProps {
  readonly part: PartData
  readonly current: number
  readonly open: (story: number) => void
}

export function Verdicts({ part, current, open }: VerdictsProps) {
  const judged = part.verdicts.filter(({ verdict }) => verdict !== 'not-applicable')
  const others = part.verdicts.filter(({ verdict }) => verdict === 'not-applicable')
  return (
    <section aria-label="Verdicts">
      <h2>Verdicts</h2>
      {part.interrupted && <p class="warning">The search was interrupted: this is what was known by then.</p>}
      <table class="verdicts">
        <thead>
          <tr>
            <th scope="col">promise</th>
            <th scope="col">verdict</th>
            <th scope="col">story</th>
          </tr>
        </thead>
        <tbody>
          {judged.map((one) => (
            <tr key={one.promise} class={one.verdict}>
              <th scope="row">
                {one.title} <code>{one.promise}</code>
              </th>
              <td>
                <Mark verdict={one.verdict} /> {one.says}
                {one.verdict === 'violated' && !one.isRequired && <small> (not required)</small>}
                {one.change !== '' && <strong class="change">{one.change}</strong>}
              </td>
              <td>
                {one.story >= 0 && (
                  <button type="button" aria-pressed={one.story === current} onClick={() => open(one.story)}>
                    story {one.story + 1}
                  </button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {others.length > 0 && (
        <details>
          <summary>{others.length} promises do not apply here</summary>
          <ul>
            {others.map(({ promise, title, says }) => (
              <li key={promise}>
                {title} <code>{promise}</code>: {says}
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  )
}

function Mark({ verdict }: Pick<VerdictData, 'verdict'>) {
  const { mark, word } = LOOKS[verdict]
  return (
    <strong class="mark">
      <span aria-hidden="true">{mark}</span> {word}
    </strong>
  )
}

interface MatrixProps {
  readonly data: PageData
  readonly place: Place
  readonly open: (part: number, story: number) => void
}

/** Every configuration with every promise that applies to any. */
export function Matrix({ data: { parts }, place, open }: MatrixProps) {
  const promises = new Map(
    parts.flatMap(({ verdicts }) =>
      verdicts.flatMap(({ promise, title, verdict }) => (verdict === 'not-applicable' ? [] : [[promise, title]])),
    ),
  )
  return (
    <section aria-label="All configurations">
      <h2>{parts.length} configurations</h2>
      <div class="wide" role="region" aria-label="The table of all configurations" tabIndex={0}>
        <table class="matrix">
          <thead>
            <tr>
              <th scope="col">configuration</th>
              {[...promises].map(([promise, title]) => (
                <th key={promise} scope="col" title={title}>
                  {promise}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {parts.map(({ name, verdicts, refused }, at) => (
              <tr key={at} class={at === place.part ? 'current' : ''}>
                <th scope="row">
                  <button type="button" aria-pressed={at === place.part} onClick={() => open(at, 0)}>
                    {name}
                  </button>
                </th>
                {refused !== '' ? (
                  <td colSpan={promises.size}>not judged: {refused}</td>
                ) : (
                  [...promises.keys()].map((promise) => (
                    <Cell
                      key={promise}
                      found={verdicts.find((one) => one.promise === promise)}
                      open={(story) => open(at, story)}
                    />
                  ))
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

interface CellProps {
  readonly found: VerdictData | undefined
  readonly open: (story: number) => void
}

function Cell({ found, open }: CellProps) {
  if (found === undefined) return <td />
  const { mark } = LOOKS[found.verdict]
  return (
    <td
      class={found.verdict}
      title={[`${found.title}: ${found.says}`, found.change].filter((one) => one !== '').join('; ')}
    >
      {found.story >= 0 ? (
        <button type="button" onClick={() => open(found.story)}>
          {mark} {found.brief}
        </button>
      ) : (
        <>
          {mark} {found.brief}
        </>
      )}
    </td>
  )
}
