/** The settings that were judged, with the places where they stand, and what was said of them. */
import type { PartData } from '../page-data.ts'

export function Settings({ part: { settings, remarks } }: { readonly part: PartData }) {
  const given = settings.filter(({ isAssumed }) => !isAssumed)
  const assumed = settings.filter(({ isAssumed }) => isAssumed)
  const ignored = remarks.filter(({ kind }) => kind === 'ignored')
  return (
    <section aria-label="Settings">
      <h2>Settings</h2>
      <Chips label="configured" settings={given} />
      <Chips label="assumed" settings={assumed} />
      {remarks
        .filter(({ kind }) => kind !== 'ignored')
        .map(({ kind, text }) => (
          <p key={text} class={kind}>
            <strong>{kind}</strong> {text}
          </p>
        ))}
      {ignored.length > 0 && (
        <details>
          <summary>{ignored.length === 1 ? '1 key is' : `${ignored.length} keys are`} ignored</summary>
          <ul>
            {ignored.map(({ text }) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        </details>
      )}
    </section>
  )
}

function Chips({ label, settings }: { readonly label: string; readonly settings: PartData['settings'] }) {
  if (settings.length === 0) return null
  return (
    <>
      <h3>{label}</h3>
      <ul class="chips">
        {settings.map(({ text, from }) => (
          <li key={text}>
            <code>{text}</code>
            {from !== '' && <small>{from}</small>}
          </li>
        ))}
      </ul>
    </>
  )
}
