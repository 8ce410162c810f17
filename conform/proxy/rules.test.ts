import { expect, test } from 'vitest'
import { request } from '../testing/wire.ts'
import { API } from './frames.ts'
import { partyOf, type Passing, type Rule, verdictOn } from './rules.ts'

const fetch: Passing = {
  is: 'request',
  api: API.fetch,
  from: 2,
  to: 0,
  client: 'broker-2-fetcher-0',
  frame: request(API.fetch, 1, 'broker-2-fetcher-0', 'topic'),
}

test.each([
  ['broker-2-fetcher-0', 0, 2],
  ['broker-12-fetcher-3', 'controller', 12],
  ['raft-client-1', 'controller', 1],
  ['1', 'controller', 1],
  ['1', 0, 'client'],
  ['producer-0', 0, 'client'],
  ['', 'controller', 'client'],
] as const)('who calls itself "%s" and asks %s is %s', (client, to, party) => {
  expect(partyOf(client, to)).toBe(party)
})

test.each([
  ['what no rule is about passes', [], 'pass'],
  ['the request of a kind', [{ api: API.fetch, does: 'hold' }], 'hold'],
  ['not another kind', [{ api: API.produce, does: 'hold' }], 'pass'],
  ['by sender and receiver', [{ from: 2, to: 0, does: 'close' }], 'close'],
  ['not from another sender', [{ from: 1, to: 0, does: 'close' }], 'pass'],
  ['not to another receiver', [{ from: 2, to: 1, does: 'close' }], 'pass'],
  ['not the response', [{ is: 'response', does: 'drop' }], 'pass'],
  ['by content', [{ has: 'topic', does: 'repeat' }], 'repeat'],
  ['not with other content', [{ has: 'other', does: 'repeat' }], 'pass'],
  ['the first that fits', [{ api: API.fetch, does: 'drop' }, { does: 'hold' }], 'drop'],
] satisfies readonly (readonly [string, readonly Rule[], Rule['does']])[])('%s', (_, rules, does) => {
  expect(verdictOn(rules, fetch)).toBe(does)
})
