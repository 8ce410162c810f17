import { describe, expect, it } from 'vitest'
import { InputError } from '../../input-error.ts'
import { compareVersions, knownVersions, modelledVersions, newestModelled, parseKafkaVersion } from './versions.ts'

describe('Kafka versions', () => {
  it.each([
    ['4.3', '4.3.1'],
    ['4.0', '4.0.2'],
    ['2.0', '2.0.1'],
    ['0.11', '0.11.0.3'],
    ['0.10', '0.10.2.2'],
    ['0.10.1', '0.10.1.1'],
    [' 4.2 ', '4.2.2'],
  ])('"%s" is read as the last patch, %s', (text, version) => {
    expect(parseKafkaVersion(text)).toEqual({ version, widenedFrom: text.trim() })
  })

  it.each(['4.1.0', '0.10.0.1', '0.11.0.3', '2.0.0', '3.9.1', '4.3.1'])('%s is that patch', (version) => {
    expect(parseKafkaVersion(version)).toEqual({ version })
  })

  it.each(['5.0', '4', 'newest', '', '4.3.9', '4.3.1-rc0', '0.7.2'])(
    '"%s" is unknown, and the message says what is known',
    (text) => {
      expect(() => parseKafkaVersion(text)).toThrow(InputError)
      expect(() => parseKafkaVersion(text)).toThrow(/not a version that tidemark knows[^]*0\.8\.2, [^]*4\.3/)
    },
  )

  it.each([
    ['0.8.2', '0.8.2.2'],
    ['0.9', '0.9.0.1'],
    ['4.4', '4.4.0'],
  ])('%s is known and not modelled yet', (text, version) => {
    expect(() => parseKafkaVersion(text)).toThrow(`Kafka ${version} is not modelled yet`)
    expect(() => parseKafkaVersion(text)).toThrow(
      /0\.10\.0, 0\.10\.1, 0\.10\.2, 0\.11\.0, 1\.0, [^]*3\.9, 4\.0, 4\.1, 4\.2, 4\.3/,
    )
  })

  it('stand in the order of their numbers, and the newest modelled one is the default', () => {
    expect([...knownVersions].sort(compareVersions)).toEqual(knownVersions)
    expect(newestModelled).toBe('4.3.1')
    expect(modelledVersions.every((version) => knownVersions.includes(version))).toBe(true)
    expect(compareVersions('0.10.2.2', '0.9.0.1')).toBeGreaterThan(0)
  })
})
