import { describe, expect, test } from 'vitest'
import { ran } from './testing/ran.ts'
import { VERSION } from '../reports/version.ts'

test.each([
  ['check --faults many', 'whole number'],
  ['check --faults -1', 'whole number'],
  ['check --runs 0', 'from 1'],
  ['check --fault crash', 'KIND=N'],
  ['check --fault crsh=1', 'did you mean crash?'],
  ['check --fault crash=x', 'whole number'],
  ['check --promise in-ordr', 'did you mean in-order?'],
  ['check --promise ,', 'ids of promises'],
  ['check --require elegance', 'there is no such promise'],
  ['check --require in-order --promise no-duplicates', 'leaves it out'],
  ['check --max-states 0', 'from 1'],
  ['check --search deep', 'random, exhaustive or both'],
  ['check --pdf report.pdf', 'unknown option'],
  ['check --junit package.json/report.xml', 'could not be written'],
  ['check --set acks', 'KEY=VALUE'],
  ['check --set aks=1', 'Did you mean acks?'],
  ['check --set acks=2', '0, 1, all'],
  ['check --set min.insync.replicas=two', 'whole number'],
  ['check --kafka-version 9.9', 'not a version'],
  ['check /there/is/no/such/path', 'no such file'],
  ['check --sed x', '--seed'],
  ['chek', 'check'],
  ['compare', '--vary'],
  ['compare --vary acks', 'KEY=V1,V2'],
  ['compare --vary acks=1,,0', 'empty'],
  ['compare --vary acks=1 --vary acks=0', 'twice'],
  ['compare --vary aks=1,0', 'Did you mean acks?'],
  ['replay', 'FILE'],
  ['replay /there/is/no/such/file', 'no such file'],
  ['replay .', 'folder'],
  ['replay package.json', 'package.json: This is not a saved counterexample'],
  ['merge', 'PATH'],
  ['merge /there/is/no/such/file', 'no such file'],
  ['merge model', 'there is no part of a run'],
  ['gallery --shard 0/2', 'I/N'],
  ['gallery B999', 'there is no such flaw'],
  ['gallery KIP-102', 'did you mean K'],
  ['gallery --runs 0', 'from 1'],
  ['gallery B1 --promise in-order', 'unknown option'],
  ['init /there/is/no/such/path', 'no such file'],
  ['init --json', 'unknown option'],
  ['check --gate leader-epochs', 'NAME=on or NAME=off'],
  ['check --gate leader-epochs=maybe', 'on or off'],
  ['check --gate leader-epoch=on', 'did you mean leader-epochs?'],
  ['check --set gate.leader-epochs=on', '--gate leader-epochs=on'],
  ['compare --vary gate.fetch-fenzing=on,off', 'did you mean fetch-fencing?'],
  ['compare --vary gate.fetch-fencing=on,2', 'on or off'],
  ['', 'Usage'],
])('`%s` ends with 2 and says what is wrong', async (line, message) => {
  const { code, out, err } = await ran(line.split(' ').filter((word) => word !== ''))
  expect(err).toContain(message)
  expect(code).toBe(2)
  expect(out).toBe('')
})

test('--version and --help end with 0', async () => {
  expect(await ran(['--version'])).toEqual({ code: 0, out: `${VERSION}\n`, err: '' })
  expect(await ran(['check', '--help'])).toMatchObject({
    code: 0,
    err: '',
    out: expect.stringContaining('--faults <N>'),
  })
})

describe('nothing of a wrong option steers the terminal, or fills it', () => {
  const ESCAPES = '\u001b[31m\u0007\u009b2J\u202ered'

  test.each([
    ['a number', ['check', '--faults', ESCAPES]],
    ['a gate', ['check', '--gate', `${ESCAPES}=on`]],
    ['a fault', ['check', '--fault', `${ESCAPES}=1`]],
    ['a kind of search', ['check', '--search', ESCAPES]],
    ['an option', ['check', `--${ESCAPES}`]],
    ['a verb', [ESCAPES]],
    ['a promise', ['check', '--promise', ESCAPES]],
    ['a setting', ['check', '--set', `${ESCAPES}=1`]],
    ['a flaw', ['gallery', ESCAPES]],
    ['a file', ['replay', ESCAPES]],
  ])('%s', async (_, args) => {
    const { code, err } = await ran(args)
    expect(code).toBe(2)
    // oxlint-disable-next-line no-control-regex
    expect(err).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/)
    const long = await ran(args.map((arg) => arg.replace(ESCAPES, 'x'.repeat(100_000))))
    expect(long.code).toBe(2)
    expect(long.err.length).toBeLessThan(12_000)
  })
})
