/** Services as they run: what their containers are given. */
import type { Entry, Tree } from '../tree.ts'
import type { Container } from './brokers.ts'
import { type Environment, environmentOf } from './environment.ts'
import { mountedFilesOf } from './mounted-files.ts'
import { overridesIn } from './overrides.ts'
import type { Project } from './project.ts'
import { asRun } from './variables.ts'
import { lastOf, type Layer, type Service, writtenOf } from './services.ts'

/** A service and what its container is given. */
export interface Running {
  readonly service: Service
  readonly container: Container
  readonly environment: Environment
  /** A word of its command with its variables. */
  readonly asRun: (text: string) => string
}

/** @throws InputError for what Compose refuses. */
export function runningOf(project: Project, service: Service): Running {
  const environment = environmentOf(project, service)
  const commands = commandsOf(service)
  const ofContainer = (name: string): string | undefined =>
    environment.variables.findLast((one) => one.name === name)?.value
  const inContainer = (text: string): string => asRun(text, project.lookup, ofContainer)
  return {
    service,
    environment,
    asRun: inContainer,
    container: {
      name: service.name,
      title: `service ${service.name}`,
      image: writtenOf(project, service, 'image'),
      variables: environment.variables,
      isBuilt: lastOf(service, 'build') !== undefined,
      command: commands
        .map(({ entry }) => textOf(entry.value))
        .join(' ')
        .trim(),
      overrides: commands.flatMap(({ entry, source }) => overridesIn(entry.value, source.file, inContainer)),
      mounted: mountedFilesOf(service),
    },
  }
}

/** What it is told to run. */
export function commandsOf(service: Service): readonly (Layer & { readonly entry: Entry })[] {
  return [lastOf(service, 'entrypoint') ?? [], lastOf(service, 'command') ?? []].flat()
}

function textOf(tree: Tree): string {
  if (tree.kind === 'text') return tree.text
  return tree.kind === 'list' ? tree.items.map(textOf).join(' ') : ''
}
