import { expect, test } from 'vitest'
import { artifactOf, missingPrograms, pomOf } from './jars.ts'

test('a machine without Java and Maven is told so in one line', () => {
  expect(missingPrograms('/nowhere')).toBe(
    "real brokers need Java (17 or later), Java's compiler (a JDK) and Maven, which are not here",
  )
})

test.each([
  ['4.3.1', 'kafka_2.13'],
  ['2.5.0', 'kafka_2.13'],
  ['2.4.1', 'kafka_2.12'],
  ['0.11.0.3', 'kafka_2.11'],
])('Kafka %s is %s', (version, artifact) => {
  expect(artifactOf(version)).toBe(artifact)
  expect(pomOf(version)).toContain(`<artifactId>${artifact}</artifactId><version>${version}</version>`)
})
