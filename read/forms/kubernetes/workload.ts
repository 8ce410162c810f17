/**
 * Deployments, StatefulSets, pods and the like: brokers and clients whose settings stand in variables of a container,
 * by the rules of their images, which are those of Docker Compose.
 */
import { clipped, InputError } from '../../../model/input-error.ts'
import { modelledKey } from '../../../model/kafka/settings/place.ts'
import { isPlaceholder } from '../../../model/kafka/settings/read.ts'
import { type Container, brokerPart, roleOf } from '../compose/brokers.ts'
import { type Client, clientOf, paired } from '../compose/clients.ts'
import { counted } from '../compose/clusters.ts'
import { isOfSettings } from '../compose/mounted-files.ts'
import { notesOnImages } from '../compose/notes-on-images.ts'
import { overridesIn } from '../compose/overrides.ts'
import type { Aside, Reading } from '../form.ts'
import type { Source } from '../source.ts'
import { entryAt, itemsAt, textAt, type Tree } from '../tree.ts'
import { type Environment, environmentOf } from './environment.ts'
import { holdersOf, type Holders } from './holders.ts'
import { containersOf } from './pods.ts'
import { originAt, type Resource } from './resource.ts'

const NO_KEY = "no setting of Kafka's client: the application's own"
const FROM_ELSEWHERE = 'taken from somewhere else, which is not given'

/** A container as it runs. */
interface Running {
  readonly workload: Resource
  readonly container: Container
  readonly environment: Environment
  readonly role: ReturnType<typeof roleOf>
}

/** Of several brokers that differ each is a part; their number goes to all. @throws InputError for what is wrong. */
export function readWorkloads(all: readonly Resource[], source: Source): Reading {
  const holders = holdersOf(all, source)
  const running = all.flatMap((one) => containersOf(one).map((container) => runningOf(one, container, holders)))
  // What ends by itself is no broker.
  const brokers = running.filter(
    ({ workload, role }) => role === 'broker' && !workload.kind.endsWith('Job') && replicasOf(workload) > 0,
  )
  brokers.forEach(refuseMissing)
  const read = brokers.map(({ container }) => brokerPart(container))
  const clusters = counted(
    brokers.flatMap(({ workload }, index) => {
      const part = read[index]?.part
      return part === undefined ? [] : [{ part, count: replicasOf(workload), origin: originOfReplicas(workload) }]
    }),
    running.flatMap(({ environment }) => environment.variables),
  )
  const applications = running.filter(({ role }) => role === 'none')
  const clients = applications.map((one) => ({ ...clientWithin(one), missing: missingAsides(one) }))
  return {
    parts: [...clusters.parts, ...paired(clients.flatMap(({ part }) => part ?? []))],
    asides: [
      ...read.flatMap(({ asides }) => asides),
      ...brokers.flatMap(({ environment }) => hiddenAsides(environment, environment.hidden)),
      ...brokers.flatMap(missingAsides),
      ...clients.flatMap(({ asides, missing }) => [...asides, ...missing]),
    ],
    notes: [
      ...clusters.notes,
      ...new Set([...read, ...clients].flatMap(({ notes }) => notes)),
      ...notesOnImages(brokers.map(({ container }) => container)),
      ...brokers.flatMap(({ workload }) => noteOnCount(workload)),
    ],
  }
}

function runningOf(workload: Resource, tree: Tree, holders: Holders): Running {
  const { file, kind, name } = workload
  const environment = environmentOf(workload, tree, holders)
  const image = entryAt(tree, 'image')
  const commands = ['command', 'args'].flatMap((field) => entryAt(tree, field) ?? [])
  const container: Container = {
    name,
    title: `${kind} ${name}`,
    image:
      image?.value.kind === 'text'
        ? { text: image.value.text, origin: originAt(file, image.line, 'image') }
        : undefined,
    variables: environment.variables,
    isBuilt: false,
    command: commands
      .map(({ value }) => textOf(value))
      .join(' ')
      .trim(),
    overrides: commands.flatMap(({ value }) => overridesIn(value, file)),
    mounted: itemsAt(tree, 'volumeMounts').flatMap((mount) => {
      const path = [textAt(mount, 'mountPath'), textAt(mount, 'subPath')].find((one) => isOfSettings(one ?? ''))
      return path === undefined ? [] : [{ text: path, origin: originAt(file, mount.line, 'volumeMounts') }]
    }),
  }
  return { workload, container, environment, role: roleOf(container) }
}

function textOf(tree: Tree): string {
  if (tree.kind === 'text') return tree.text
  return tree.kind === 'list' ? tree.items.map(textOf).join(' ') : ''
}

/** Where nothing is said, Kubernetes runs one. @throws InputError for what is no number of pods. */
function replicasOf({ file, kind, tree }: Resource): number {
  const entry = kind === 'Pod' ? undefined : entryAt(tree, 'spec', 'replicas')
  const text = entry?.value.kind === 'text' ? entry.value.text.trim() : undefined
  if (entry === undefined || text === undefined || isPlaceholder(text)) return 1
  if (/^\d{1,3}$/.test(text)) return Number(text)
  throw new InputError({
    where: `${file}:${entry.line}`,
    key: 'spec.replicas',
    problem: `"${clipped(text)}" is no number of pods, so Kubernetes refuses it`,
    remedy: 'give a whole number, such as 3',
  })
}

function originOfReplicas({ file, kind, line, tree }: Resource): ReturnType<typeof originAt> {
  const replicas = entryAt(tree, 'spec', 'replicas')
  return replicas === undefined ? originAt(file, line, kind) : originAt(file, replicas.line, 'spec.replicas')
}

function noteOnCount({ kind, name, tree }: Resource): readonly string[] {
  const isTold = kind !== 'DaemonSet' && !isPlaceholder(textAt(tree, 'spec', 'replicas') ?? '')
  return isTold ? [] : [`${kind} ${name}: how many run is not told, and one is counted; say it with --brokers`]
}

/** A broker is not judged by half of its settings; a Secret is not expected to be given. */
function refuseMissing({ container, environment: { missing } }: Running): void {
  const one = missing.find(({ kind }) => kind === 'ConfigMap')
  if (one === undefined) return
  throw new InputError({
    where: `${one.origin.file}:${one.origin.line}`,
    key: 'envFrom',
    problem: `there is no ConfigMap ${one.text} in this file or one given with it, so what it says of ${container.title} is not known`,
    remedy: `give the file with ConfigMap ${one.text} together with this one`,
  })
}

function missingAsides({ environment: { missing } }: Running): readonly Aside[] {
  return missing.map(({ kind, text, origin }) => ({
    key: 'envFrom',
    why: `${kind} ${text} is not given, so the variables in it are not known`,
    origin,
  }))
}

function hiddenAsides({ variables }: Environment, names: ReadonlySet<string>): readonly Aside[] {
  return variables
    .filter(({ name }) => names.has(name))
    .map(({ name, origin }) => ({ key: name, why: FROM_ELSEWHERE, origin }))
}

/** The client of a container; what is not understood of its variables is told. */
function clientWithin({ container, environment }: Running): Client {
  const client = clientOf(container)
  const given = (client.part?.given ?? []).filter(
    ({ section, key, origin }) =>
      !environment.hidden.has(origin.key ?? '') || (section !== undefined && modelledKey(section, key) !== undefined),
  )
  const told = new Set([...given.map(({ origin }) => origin.key), ...client.asides.map(({ key }) => key)])
  const hidden = new Set([...environment.hidden].filter((name) => !told.has(name)))
  const others = container.variables.filter(
    ({ name }) => name.startsWith('KAFKA_') && !told.has(name) && !hidden.has(name),
  )
  return {
    part: client.part === undefined || given.length === 0 ? undefined : { ...client.part, given },
    asides: [
      ...client.asides,
      ...others.map(({ name, origin }) => ({ key: name, why: NO_KEY, origin })),
      ...hiddenAsides(environment, hidden),
    ],
    isConnect: client.isConnect,
    notes:
      given.length === 0
        ? []
        : [
            ...client.notes,
            ...(client.isConnect
              ? [`${container.title}: Kafka Connect gives its producers settings of its own, and they count`]
              : []),
          ],
  }
}
