/** What the verdicts rest on. */
import type { PartData, VerdictData } from '../page-data.ts'

export function Evidence({ part: { verdicts } }: { readonly part: PartData }) {
  const judged = verdicts.filter(({ verdict }) => verdict !== 'not-applicable')
  if (judged.length === 0) return null
  return (
    <section aria-label="Evidence">
      <h2>Evidence</h2>
      {judged.map((one) => (
        <details key={one.promise}>
          <summary>
            {one.title}: {one.evidence.bounds}
          </summary>
          <ul>
            {one.evidence.searched.map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
          <Situations reached={one.evidence.reached} />
        </details>
      ))}
    </section>
  )
}

function Situations({ reached }: Pick<VerdictData['evidence'], 'reached'>) {
  const never = reached.filter(([, times]) => times === 0)
  const often = reached.filter(([, times]) => times > 0)
  return (
    <>
      <p>
        Situations reached:{' '}
        {often.map(([name, times]) => `${name} (${times.toLocaleString('en-US')})`).join(', ') || 'none'}
      </p>
      {never.length > 0 && <p>Never reached: {never.map(([name]) => name).join(', ')}</p>}
    </>
  )
}
