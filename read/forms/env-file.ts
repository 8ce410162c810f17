/** A file of variables on its own: `.env`, `kafka.env`. */
import { closest } from '../../model/closest.ts'
import { InputError } from '../../model/input-error.ts'
import { MODELLED_KEYS } from '../../model/kafka/settings/declared.ts'
import { belongsTo, isOfSection } from '../../model/kafka/settings/place.ts'
import { brokerSetting } from './compose/broker-names.ts'
import { brokerPart, type Container, imageOf } from './compose/brokers.ts'
import { clientSetting } from './compose/client-names.ts'
import { clientOf } from './compose/clients.ts'
import { parseEnv } from './compose/env-text.ts'
import type { Variable } from './compose/environment.ts'
import { LIKE_BITNAMI, UNKNOWN_IMAGE } from './compose/images.ts'
import { composeNaming } from './compose/naming.ts'
import { isEnvName, opened } from './compose/project.ts'
import type { Form, Reading } from './form.ts'
import { SPRING } from './spring.ts'
import { isEnvironmentOf } from './spring/environment.ts'
import { springClients } from './spring/variables.ts'
import type { Source } from './source.ts'

export const ENV_FILE: Form = { name: 'a file of environment variables', tells: isEnvFile, read: readEnvFile }

const OF_KAFKA = /^\s*(?:export\s+)?(?:KAFKA|SPRING_KAFKA|CONNECT_(?:PRODUCER|CONSUMER))_[A-Z0-9_]+\s*[=:]/m
/** Of a .properties file, or a script. */
const OTHERWISE = /^\s*(?:[a-z][\w-]*(?:\.[\w-]+)+\s*[=:]|(?:exec|if|for|while|function|docker|set|source)\s)/m

/**
 * Variables of Kafka's images or clients, one of which is a setting, and none by its own name; or those that a Compose
 * file given with it takes from it. Never throws.
 */
function isEnvFile(source: Source): boolean {
  if (isEnvName(source.file) && (composeNaming(source) ?? applicationOf(source)) !== undefined) return true
  if (source.isTree || !OF_KAFKA.test(source.text) || OTHERWISE.test(source.text)) return false
  try {
    const { variables } = containerOf(source)
    const isRead = ({ name }: Variable): boolean => {
      const client = clientSetting(name)
      const isClients = client !== undefined && 'key' in client && client.sections.length === 1
      return isClients || isBrokers(name)
    }
    const isClients = variables.some(isRead) || springClients(variables).given.length > 0
    return isClients && variables.every(({ name }) => /^[A-Z_][A-Z0-9_]*$/i.test(name))
  } catch (error) {
    // Broken: what is wrong with it is said when it is read.
    if (error instanceof InputError) return isEnvName(source.file)
    throw error
  }
}

/** Kafka's name of a broker's variable, also where it is nearly one. */
function settingName(variable: string): string | undefined {
  const named = brokerSetting(variable, variable.startsWith('KAFKA_CFG_') ? LIKE_BITNAMI : UNKNOWN_IMAGE)
  if (named === undefined || 'kept' in named) return undefined
  const key = 'key' in named ? named.key : 'idle' in named ? named.idle : named.either[0]
  return key.includes('.') && (isOfSection('broker', key) || closest(key, BROKER_NAMES) !== undefined) ? key : undefined
}

const BROKER_NAMES: readonly string[] = MODELLED_KEYS.flatMap(({ section, key }) => (section === 'broker' ? [key] : []))

/**
 * What the variables are to a broker's container, or to a client where no broker has them. Which image they are for is
 * not told: names with CFG are bitnami's, others are read where the images of Apache and Confluent agree.
 * @throws InputError for what Compose would refuse, and for a name that counts and is not the same for both images.
 */
function readEnvFile(source: Source): Reading {
  const compose = composeNaming(source)
  const container = containerOf(source)
  if (compose !== undefined)
    return {
      parts: [],
      asides: [],
      notes: [`${source.file} is read where ${compose.file} names it, or a variable of it`],
    }
  if (container.variables.some(({ name }) => isBrokers(name))) {
    const { part, asides } = brokerPart(container)
    return { parts: [{ ...part, name: '' }], asides, notes: [noteOn(container)] }
  }
  const application = applicationOf(source)
  if (application !== undefined)
    return { parts: [], asides: [], notes: [`${source.file} is read as the environment of ${application.file}`] }
  const { part, asides, notes } = clientOf(container)
  return { parts: part === undefined ? [] : [{ ...part, name: '' }], asides, notes }
}

/** The Spring application given with this file that takes variables from it. */
function applicationOf(source: Source): Source | undefined {
  if (!isEnvName(source.file) || composeNaming(source) !== undefined) return undefined
  return source.given
    .flatMap((path) => opened(path, (other) => isEnvironmentOf(source, other) && SPRING.tells(other), source) ?? [])
    .at(0)
}

function containerOf({ text, file, name }: Source): Container {
  const byName = new Map(
    parseEnv(text, file).map(({ key, value, line }) => [
      key,
      { name: key, value: value ?? `\${${key}}`, origin: { file, line, key } },
    ]),
  )
  return {
    name,
    title: file,
    image: undefined,
    variables: [...byName.values()],
    isBuilt: false,
    command: '',
    overrides: [],
    mounted: [],
  }
}

/** Is it a setting that no client has, or nearly one of a broker's? */
function isBrokers(variable: string): boolean {
  const key = settingName(variable)
  return key !== undefined && !belongsTo('producer', key) && !belongsTo('consumer', key)
}

function noteOn(container: Container): string {
  return imageOf(container).rule === 'bitnami'
    ? `${container.name}: no image is named, so KAFKA_CFG_ variables are read as bitnami/kafka reads them`
    : `${container.name}: no image is named, so KAFKA_ variables are read as the images apache/kafka and confluentinc/cp-kafka both read them; for another image give the Compose file with it`
}
