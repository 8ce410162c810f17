/** Env files that were given with a Spring application: its environment. */
import { composeNaming, namesIn } from '../compose/naming.ts'
import { parseEnv } from '../compose/env-text.ts'
import { isEnvName, opened } from '../compose/project.ts'
import type { Source } from '../source.ts'
import { variablesFor } from './placeholders.ts'
import type { SpringVariable } from './variables.ts'

/** Does an env file set what an application takes: spring.kafka itself, or what its file names? */
export function isEnvironmentOf({ text }: Source, application: Source): boolean {
  if (!/\.(ya?ml|properties)$/i.test(application.name)) return false
  const own = namesIn(text)
  if ([...own].some((name) => name.startsWith('SPRING_KAFKA_') || name === 'SPRING_PROFILES_ACTIVE')) return true
  const used = [...application.text.matchAll(/\$\{([\w.-]+)/g)].map(([, name]) => name ?? '')
  return used.some((name) => variablesFor(name).some((variable) => own.has(variable)))
}

/** What the env files given with these files of one application set. @throws InputError for one that cannot be read. */
export function environmentOf(application: readonly Source[]): readonly SpringVariable[] {
  const [first] = application
  const isOwn = (file: Source): boolean =>
    application.some((one) => isEnvironmentOf(file, one)) && composeNaming(file) === undefined
  const files = first?.given.flatMap((path) => (isEnvName(path) ? (opened(path, isOwn, first) ?? []) : [])) ?? []
  const byName = new Map(
    files.flatMap(({ text, file }) =>
      parseEnv(text, file).flatMap(({ key, value, line }) =>
        value === undefined ? [] : [[key, { name: key, value, origin: { file, line, key } }] as const],
      ),
    ),
  )
  return [...byName.values()]
}
