import { expect, test } from 'vitest'
import { switchesAmong } from './gallery-switches.ts'

test('a switched mechanism is named with what it is and where it comes from; other settings are not', () => {
  const told = switchesAmong({ 'acks': 'all', 'gate.leader-epochs': 'off', 'gate.nothing': 'on' })
  expect(Object.keys(told)).toEqual(['gate.leader-epochs'])
  expect(told['gate.leader-epochs']).toMatch(/^leader-epochs: .+ \(.*KIP-101.*\)$/)
})
