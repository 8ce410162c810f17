/**
 * `npm run conform`: flaws of the gallery played on real brokers, and each again without its decisive step.
 * Exit code: 0 all came out as the model says, 1 one did not, 2 bad usage; 0 also where Java or Maven is not there.
 */
import { flawNamed, scenarioOfFlaw } from './finding.ts'
import { missingPrograms } from './jars.ts'
import { onRelease } from './replay/on-release.ts'

const RELEASE = '4.3.1'
/** What is played when nothing is asked for: a finding and its control in less than two minutes. */
const USUAL = ['A2']

const say = (line: string): void => {
  process.stdout.write(`${line}\n`)
}

async function main(wanted: readonly string[]): Promise<number> {
  const ids = wanted.length === 0 ? USUAL : wanted
  const flaws = ids.map((id) => ({ id, flaw: flawNamed(id) }))
  const unknown = flaws.filter(({ flaw }) => flaw === undefined).map(({ id }) => id)
  if (unknown.length > 0) {
    say(`the gallery has no ${unknown.join(', ')}`)
    return 2
  }
  const missing = missingPrograms()
  if (missing !== undefined) {
    say(missing)
    return 0
  }
  let others = 0
  for (const { flaw } of flaws) {
    if (flaw === undefined) continue
    say(`${flaw.id}  ${flaw.title}`)
    const scenario = await scenarioOfFlaw(flaw)
    for (const control of [false, true]) {
      const { is, asPredicted } = await onRelease(scenario, { version: RELEASE, control, say })
      const came = is === 'nothing' ? 'it was not played to its end' : asPredicted ? 'as predicted' : 'NOT as predicted'
      say(`${flaw.id}${control ? ', control' : ''}: ${is === 'nothing' ? '' : `the promise is ${is}, `}${came}`)
      if (!asPredicted) others++
    }
  }
  return others === 0 ? 0 : 1
}

process.exitCode = await main(process.argv.slice(2))
