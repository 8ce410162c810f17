import { expect, test } from 'vitest'
import { didYouMean } from './did-you-mean.ts'

test.each([
  ['in-ordr', ['in-order', 'no-duplicates'], ' (did you mean in-order?)'],
  ['kip-102', ['KIP-101', 'B1'], ' (did you mean KIP-101?)'],
  ['b11', ['A2', 'B1'], ' (did you mean B1?)'],
  ['x9', ['A2', 'B1'], ''],
  ['elegance', ['in-order'], ''],
])('%s, where there are %j', (wrong, known, says) => {
  expect(didYouMean(wrong, known)).toBe(says)
})
