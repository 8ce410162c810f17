/** Real brokers of Kafka 4.3.1: a finding, its control, and that nothing stays behind. */
import { execFileSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { expect, test } from 'vitest'
import { describeWith } from '../../harness/testing/long.ts'
import { JAVA_AND_MAVEN } from '../../harness/testing/programs.ts'
import { flawNamed, scenarioOfFlaw } from '../finding.ts'
import { Cluster } from '../cluster/cluster.ts'
import { NEVER_MS } from '../cluster/properties.ts'
import { jarsOf } from '../jars.ts'
import { onRelease } from './on-release.ts'

/** Jars that may have to be downloaded, and processes that start slowly on a machine that may be busy. */
const PATIENCE_MS = 600_000
const RELEASE = '4.3.1'

describeWith(JAVA_AND_MAVEN)('on real brokers, and left out without Java and Maven', { timeout: PATIENCE_MS }, () => {
  test('acks=1 loses an acknowledged record with a killed leader, and keeps it where nobody is killed', async () => {
    const flaw = flawNamed('A2')
    if (flaw === undefined) throw new Error('the gallery has no A2')
    const scenario = await scenarioOfFlaw(flaw)
    const lines: string[] = []
    const asked = { version: RELEASE, say: (line: string) => lines.push(line) }
    const why = 'record a was acknowledged, and it can no longer be read'
    expect(await onRelease(scenario, { ...asked, control: false }), lines.join('\n')).toEqual({
      is: 'broken',
      asPredicted: true,
      why,
    })
    expect(await onRelease(scenario, { ...asked, control: true }), lines.join('\n')).toMatchObject({
      is: 'kept',
      asPredicted: true,
    })
  })

  test('a cluster leaves no process and no folder behind', async () => {
    const plan = {
      jars: await jarsOf(RELEASE),
      brokers: 1,
      timing: { session: 9_000, lag: NEVER_MS },
      settings: {},
    }
    const cluster = await Cluster.start(plan)
    const { folder } = cluster
    expect(processesIn(folder)).toHaveLength(2)
    await cluster.stop()
    expect(processesIn(folder)).toEqual([])
    expect(readdirSync(tmpdir()).map((name) => `${tmpdir()}/${name}`)).not.toContain(folder)
  })
})

/** Java processes that were given something in this folder. */
function processesIn(folder: string): readonly string[] {
  const all = execFileSync('ps', ['-eo', 'pid,args'], { encoding: 'utf8' }).split('\n')
  return all.filter((line) => line.includes(folder) && line.includes('java'))
}
