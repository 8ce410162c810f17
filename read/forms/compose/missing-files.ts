/** Files that services name, and that are not there. */
import { InputError } from '../../../model/input-error.ts'
import type { Aside } from '../form.ts'
import { brokerImage } from './images.ts'
import type { Running } from './running.ts'
import type { MissingFile } from './services.ts'

/** Has this service settings of a broker, or an image of one, whatever else is not there? */
export function looksLikeKafka({ service, container }: Running): boolean {
  if (container.image !== undefined) return brokerImage(container.image.text) !== undefined && container.command === ''
  return service.missing !== undefined && container.variables.some(({ name }) => name.startsWith('KAFKA_'))
}

function missingOf({ service, environment }: Running): readonly MissingFile[] {
  return [...(service.missing === undefined ? [] : [service.missing]), ...environment.missing]
}

/** A broker is not judged by half of its settings. @throws InputError where a file of the service is not there. */
export function refuseMissing(one: Running): void {
  const [missing] = missingOf(one)
  if (missing === undefined) return
  throw new InputError({
    where: `${missing.origin.file}:${missing.origin.line}`,
    key: missing.origin.key ?? '',
    problem: `there is no ${missing.path} beside this file, so what it says of ${one.service.name} is not known`,
    remedy: `put ${missing.path} there, or give the file together with this one`,
  })
}

/** Of other services it is told once, for each file. */
export function missingAsides(running: readonly Running[]): readonly Aside[] {
  const byPath = new Map(running.flatMap(missingOf).map((missing) => [missing.path, missing]))
  return [...byPath.values()].map(({ path, origin }) => ({
    key: origin.key ?? path,
    why: `${path} is not there, so what it says of services that are no brokers is not known`,
    origin,
  }))
}
