/** The state after a step: everybody in a fixed place, what the step changed marked. */
import type { Participant } from '../../../model/system.ts'
import type { StepData } from '../page-data.ts'
import { LogStrip } from './strip.tsx'

type HasState = Pick<StepData, 'participants'>

interface StateProps {
  readonly step: HasState
  readonly before: HasState | undefined
  readonly title?: string
}

export function State({ step, before, title = 'After this step' }: StateProps) {
  return (
    <div class="state">
      <h3>{title}</h3>
      <table>
        <tbody>
          {step.participants.map((one) => (
            <Row key={one.name} one={one} before={before?.participants.find(({ name }) => name === one.name)} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Row({ one, before }: { readonly one: Participant; readonly before: Participant | undefined }) {
  const columns = one.columns.filter(({ name, value }) => name !== one.strip?.column && name + value !== '')
  return (
    <tr>
      <th scope="row">{one.name}</th>
      <td>
        <span class="badges">
          {columns.map(({ name, value }) => {
            const old = before?.columns.find((other) => other.name === name)?.value
            const isChanged = before !== undefined && old !== value
            return (
              <span key={name} class={isChanged ? 'badge changed' : 'badge'}>
                {name !== '' && `${name} `}
                <b>{value === '' ? '–' : value}</b>
                {isChanged && <small> was {old === undefined || old === '' ? '–' : old}</small>}
              </span>
            )
          })}
        </span>
        {one.strip !== undefined && <LogStrip strip={one.strip} before={before?.strip} />}
      </td>
    </tr>
  )
}
