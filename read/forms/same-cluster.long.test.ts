/** One cluster in nine forms: what is said of it is the same. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { checkSchema } from '../../reports/schema.ts'
import { ran } from '../../cli/testing/ran.ts'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tidemark-same-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

const SETTINGS = ['default.replication.factor=3', 'min.insync.replicas=2', 'unclean.leader.election.enable=false']
const inYaml = (indent: string): string => SETTINGS.map((line) => `${indent}${line.replace('=', ': ')}\n`).join('')
const inEnv = (prefix: string): string =>
  SETTINGS.map((line) => {
    const [key = '', value = ''] = line.split('=')
    return `      ${prefix}${key.replaceAll('.', '_').toUpperCase()}: "${value}"\n`
  }).join('')
const services = (image: string, prefix: string): string =>
  `services:\n${[1, 2, 3].map((id) => `  kafka-${id}:\n    image: ${image}\n    environment:\n${inEnv(prefix)}`).join('')}`

const FORMS: readonly (readonly [name: string, text: string])[] = [
  ['server.properties', `${SETTINGS.join('\n')}\n`],
  ['tidemark.yaml', `kafka.version: 3.7.2\nbrokers: 3\nbroker:\n${inYaml('  ')}`],
  ['docker-compose.yml', services('apache/kafka:3.7.2', 'KAFKA_')],
  ['compose.yaml', services('bitnami/kafka:3.7.2', 'KAFKA_CFG_')],
  [
    'strimzi.yaml',
    `apiVersion: kafka.strimzi.io/v1beta2\nkind: Kafka\nmetadata: {name: a, annotations: {strimzi.io/kraft: enabled}}\nspec:\n  kafka:\n    version: 3.7.2\n    replicas: 3\n    config:\n${inYaml('      ')}`,
  ],
  [
    'config-map.yaml',
    `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata:\n  server.properties: |\n${SETTINGS.map((line) => `    ${line}\n`).join('')}`,
  ],
  [
    'described.txt',
    `All configs for broker 1 are:\n${SETTINGS.map((line) => `  ${line} sensitive=false synonyms={STATIC_BROKER_CONFIG:${line}}\n`).join('')}`,
  ],
  ['server.log', `INFO KafkaConfig values: \n${SETTINGS.map((line) => `\t${line.replace('=', ' = ')}\n`).join('')}`],
  [
    'kafka.env',
    `${SETTINGS.map((line) => `KAFKA_${line.replace(/^[^=]*/, (key) => key.replaceAll('.', '_').toUpperCase())}`).join('\n')}\n`,
  ],
]

test('the same cluster has, byte for byte, the same verdicts', { timeout: 120_000 }, async () => {
  const seen = new Set<string>()
  const search = ['--kafka-version', '3.7.2', '--faults', '1', '--records', '1', '--no-remedies', '--json']
  for (const [name, text] of FORMS) {
    const file = join(folder, name)
    writeFileSync(file, text)
    const { code, out, err } = await ran(['check', file, ...search, '--promise', 'no-acknowledged-loss,writes-resume'])
    expect({ name, code, err }).toEqual({ name, code: 0, err: '' })
    const { settings, verdicts } = checkSchema.parse(JSON.parse(out))
    expect(settings, name).toMatchObject({ 'replication.factor': 3, 'min.insync.replicas': 2, 'brokers': 3 })
    seen.add(JSON.stringify(verdicts))
  }
  expect(seen.size, [...seen].join('\n')).toBe(1)
})
