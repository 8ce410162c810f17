/**
 * Quarkus: `application.properties` or `application.yml` with `mp.messaging`, `kafka-streams` and `kafka`. A key with
 * `%prod.` in front counts for that profile only; prod is the one that an application runs with (quarkus.io,
 * config-reference, "Profiles").
 */
import { whereOf } from '../../model/given.ts'
import { type Aside, type Form, NothingRead, type Part, type Reading } from './form.ts'
import { below, type Keyed, layered, withTopics } from './keyed.ts'
import { type Channels, clientsOfChannels } from './quarkus/channels.ts'
import { propertiesIn } from './spring/documents.ts'
import { filled } from './spring/placeholders.ts'
import { streamsClients } from './streams-clients.ts'

const SIGN =
  /^(?:%[^.]+\.)?(?:mp\.messaging\.(?:incoming|outgoing|connector)\.|kafka-streams\.|quarkus\.kafka-streams\.)/
const PROFILE = /^%(?:\{([^}]*)\}|([\w,-]+))\.(.+)$/
const PRODUCTION = 'prod'

export const QUARKUS: Form = {
  name: 'a Quarkus application',
  tells: (source) => propertiesIn(source).some(({ key }) => SIGN.test(key)),
  read: (source) => readQuarkus(propertiesIn(source)),
}

/** What an application runs with, and beside it each other profile that differs. */
function readQuarkus(all: readonly Keyed[]): Reading {
  const others = profilesIn(all).filter((name) => name !== PRODUCTION)
  const production = { name: PRODUCTION, ...readActive(activeWith(all, PRODUCTION)) }
  const different = others
    .map((name) => ({ name, ...readActive(activeWith(all, name)) }))
    .filter(({ parts }) => meaning(parts) !== meaning(production.parts))
  const read = [production, ...different]
  const [first] = all.filter(({ key }) => SIGN.test(key))
  if (read.every(({ parts }) => parts.length === 0) && first !== undefined)
    throw new NothingRead({
      where: whereOf(first.origin),
      key: first.key,
      problem: 'no channel of this Quarkus application is told to be of Kafka',
      remedy: 'give connector=smallrye-kafka to those that are',
    })
  return {
    parts: different.length === 0 ? production.parts : read.flatMap(({ name, parts }) => ofProfile(name, parts)),
    asides: unique(read.flatMap(({ asides }) => asides)),
    notes: [...new Set(read.flatMap(({ notes }) => notes))],
  }
}

function profilesIn(all: readonly Keyed[]): readonly string[] {
  return [...new Set(all.flatMap(({ key }) => namesOf(PROFILE.exec(key))))]
}

function namesOf(found: RegExpExecArray | null): readonly string[] {
  return (found?.[1] ?? found?.[2] ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '')
}

/** Keys without a profile, then those of this one. */
function activeWith(all: readonly Keyed[], profile: string): readonly Keyed[] {
  const own = all.flatMap((one) => {
    const found = PROFILE.exec(one.key)
    return namesOf(found).includes(profile) ? [{ ...one, key: found?.[3] ?? '' }] : []
  })
  return layered(
    all.filter(({ key }) => !key.startsWith('%')),
    own,
  )
}

function readActive(active: readonly Keyed[]): Channels {
  const all = filled(active)
  const channels = clientsOfChannels(all)
  const streams = streamsOf(all)
  return {
    parts: [...channels.parts, ...(streams?.parts ?? [])],
    asides: [...channels.asides, ...(streams?.asides ?? [])],
    notes: [...channels.notes, ...(streams?.notes ?? [])],
  }
}

/** `kafka-streams.` goes to Streams as it is; `quarkus.kafka-streams.` names the application. */
function streamsOf(all: readonly Keyed[]) {
  const passed = below(all, 'kafka-streams.')
  const [cause] = [...passed, ...below(all, 'quarkus.kafka-streams.')]
  if (cause === undefined) return undefined
  const name =
    all.findLast(({ key }) => key === 'quarkus.kafka-streams.application-id')
    ?? all.findLast(({ key }) => key === 'quarkus.application.name')
  return streamsClients(layered(name === undefined ? [] : [{ ...name, key: 'application.id' }], passed), cause)
}

/** With their topics, so that no profile is judged with those of another. */
function ofProfile(profile: string, parts: readonly Part[]): readonly Part[] {
  const topics = parts.filter(({ kind }) => kind === 'topic')
  return parts
    .filter(({ kind }) => kind === 'client')
    .flatMap((part) =>
      withTopics({ ...part, name: [`profile ${profile}`, part.name].filter((name) => name !== '').join(', ') }, topics),
    )
}

function meaning(parts: readonly Part[]): string {
  return JSON.stringify(parts.map(({ given }) => given.map(({ section, key, value }) => [section, key, value])))
}

function unique(asides: readonly Aside[]): readonly Aside[] {
  return [...new Map(asides.map((one) => [`${one.key}:${one.origin.line}`, one])).values()]
}
