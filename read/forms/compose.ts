/** A Docker Compose file: brokers, topics and clients by its services. */
import type { Origin } from '../../model/given.ts'
import { InputError } from '../../model/input-error.ts'
import { brokerPart, type Container, imageOf, isToldByCommand, roleOf } from './compose/brokers.ts'
import { clientOf, paired } from './compose/clients.ts'
import { counted } from './compose/clusters.ts'
import { isRedpanda } from './compose/images.ts'
import { looksLikeKafka, missingAsides, refuseMissing } from './compose/missing-files.ts'
import { notesOnImages } from './compose/notes-on-images.ts'
import { composeFilesWith, isCompose, projectOf } from './compose/project.ts'
import { commandsOf, type Running, runningOf } from './compose/running.ts'
import { isUncounted, lastOf, replicasOf, servicesOf } from './compose/services.ts'
import { type Created, topicsIn, topicsOfVariable } from './compose/topic-commands.ts'
import type { Aside, Form, Reading } from './form.ts'
import type { Source } from './source.ts'

export const COMPOSE: Form = { name: 'a Docker Compose file', tells: isCompose, read: readCompose }

/**
 * Every service that runs a broker is a part, with its image's release and settings; their number goes to all. Files
 * given together are read with the first of them, later ones overruling it, as Compose merges them.
 * @throws InputError for what Compose or the image refuses, and for a file that a broker's settings stand in and that
 * is not there.
 */
function readCompose(source: Source): Reading {
  const files = composeFilesWith(source)
  const [first = source] = files
  if (first.file !== source.file)
    return { parts: [], asides: [], notes: files.includes(source) ? [] : [`${source.file} is read with ${first.file}`] }
  const project = projectOf(source)
  const running = servicesOf(project)
    .filter((service) => replicasOf(project, service) > 0)
    .map((service) => runningOf(project, service))
  const withRoles = running.map((one) => ({ ...one, role: roleOf(one.container) }))
  const brokers = withRoles.filter(({ role }) => role === 'broker')
  for (const one of withRoles) if (one.role !== 'none' || looksLikeKafka(one)) refuseMissing(one)
  const read = brokers.map(({ container }) => brokerPart(container))
  const clusters = counted(
    brokers.flatMap((one, index) => {
      const part = read[index]?.part
      return part === undefined
        ? []
        : [{ part, count: replicasOf(project, one.service), origin: originOf(one.service) }]
    }),
    running.flatMap(({ environment }) => environment.variables),
  )
  const clients = withRoles
    .filter(({ role }) => role === 'none')
    .map(({ container }) => ({ name: container.name, ...clientOf(container) }))
  const created = withRoles.flatMap(createdBy)
  const parts = [
    ...clusters.parts,
    ...created.flatMap(({ topics }) => topics),
    ...paired(clients.flatMap(({ part }) => part ?? [])),
  ]
  if (parts.length === 0) {
    running.forEach(refuseMissing)
    throw nothingIn(source, running)
  }
  return {
    parts,
    asides: [
      ...read.flatMap(({ asides }) => asides),
      ...created.flatMap(({ asides }) => asides),
      ...clients.flatMap(({ asides }) => asides),
      ...missingAsides(withRoles.filter((one) => one.role === 'none' && !looksLikeKafka(one))),
      ...withRoles.flatMap(({ container }) => ofOtherSystem(container)),
    ],
    notes: [
      ...project.notes,
      ...clusters.notes,
      ...new Set([...read, ...clients].flatMap(({ notes }) => notes)),
      ...noteOnConnect(clients),
      ...notesOnImages(brokers.map(({ container }) => container)),
      ...noteOnProfiles(brokers),
      ...brokers
        .filter(({ service }) => isUncounted(project, service))
        .map(({ service }) => `${service.name}: how many run is not told, and one is counted; say it with --brokers`),
      ...noteOnCommands(running),
    ],
  }
}

function originOf({ layers }: Running['service']): Origin {
  const layer = layers.at(-1)
  return { file: layer?.source.file ?? '', line: layer?.line ?? 1, key: 'services' }
}

function createdBy({ service, container, role, asRun }: Running & { readonly role: string }): readonly Created[] {
  const commands = commandsOf(service).map(({ entry, source }) => topicsIn(entry.value, source.file, asRun))
  const variable = container.variables.findLast(({ name }) => name === imageOf(container).createsTopics)
  if (variable === undefined || role !== 'broker') return commands
  const separator = container.variables.find(({ name }) => name === 'KAFKA_CREATE_TOPICS_SEPARATOR')?.value ?? ','
  return [...commands, topicsOfVariable(variable.value, separator, variable.origin)]
}

function noteOnConnect(clients: readonly { readonly name: string; readonly isConnect: boolean }[]): readonly string[] {
  const names = clients.filter(({ isConnect }) => isConnect).map(({ name }) => name)
  if (names.length === 0) return []
  const services = `${names.length === 1 ? 'service' : 'services'} ${names.join(', ')}`
  return [`${services}: Kafka Connect gives its producers settings of its own, and they count`]
}

/** Compose starts them only where their profile is asked for. */
function noteOnProfiles(brokers: readonly Running[]): readonly string[] {
  const some = brokers.filter(({ service }) => lastOf(service, 'profiles') !== undefined)
  const names = some.map(({ service }) => service.name).join(', ')
  return some.length === 0 ? [] : [`${names}: counted as brokers, though they start only with their profiles`]
}

function noteOnCommands(running: readonly Running[]): readonly string[] {
  const some = running.filter(({ container }) => isToldByCommand(container)).map(({ service }) => service.name)
  return some.length === 0 ? [] : [`${some.join(', ')}: not counted as brokers, as their commands start none`]
}

function nothingIn({ file }: Source, running: readonly Running[]): InputError {
  const other = running.find(({ container: { image } }) => image !== undefined && isRedpanda(image.text))
  const origin = other?.container.image?.origin
  return new InputError({
    where: origin === undefined ? file : `${file}:${origin.line}`,
    ...(origin !== undefined && { key: 'image' }),
    problem:
      origin === undefined
        ? 'no service in it runs a broker of Kafka, creates a topic or sets a client, so there is nothing to judge'
        : "Redpanda speaks Kafka's protocol and is another system: it is not judged",
    remedy: 'give a Compose file with a broker of Kafka, or with KAFKA_ACKS and the like for an application',
  })
}

function ofOtherSystem({ image }: Container): readonly Aside[] {
  if (image === undefined || !isRedpanda(image.text)) return []
  return [
    {
      key: 'image',
      why: "Redpanda speaks Kafka's protocol and is another system: it is not judged",
      origin: image.origin,
    },
  ]
}
