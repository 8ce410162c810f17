/** The Redis server that the user names. Its password is told nowhere. */
import { UsageError } from '../../usage-error.ts'

export interface Address {
  readonly host: string
  readonly port: number
  readonly database: number
  readonly username?: string
  readonly password?: string
  readonly isEncrypted: boolean
  /** How it is called in messages: without what stands before the host. */
  readonly shown: string
}

const USUAL_PORT = 6379
const SHAPE =
  '--redis takes an address such as redis://host:6379 or rediss://user:password@host:6379/0, in which signs such as '
  + '# / ? @ of a password are written %23 %2F %3F %40'

/** @throws UsageError for any other text, which is not repeated: there may be a password in it */
export function redisAddress(text: string): Address {
  const url = URL.canParse(text) ? new URL(text) : undefined
  const [, database = '0'] = /^\/?(\d{1,5})?$/.exec(url?.pathname ?? '') ?? [undefined, undefined]
  const isWhole =
    url !== undefined
    && ['redis:', 'rediss:'].includes(url.protocol)
    && url.hostname !== ''
    && /^\/?\d{0,5}$/.test(url.pathname)
    && url.search === ''
    && url.hash === ''
  const [username, password] = isWhole ? [decoded(url.username), decoded(url.password)] : []
  if (!isWhole || username === undefined || password === undefined) throw new UsageError(SHAPE)
  const port = url.port === '' ? USUAL_PORT : Number(url.port)
  return {
    // Whoever connects takes the address of IPv6 without its brackets.
    host: url.hostname.replace(/^\[(.*)\]$/, '$1'),
    port,
    database: Number(database),
    ...(username !== '' && { username }),
    ...(password !== '' && { password }),
    isEncrypted: url.protocol === 'rediss:',
    shown: `${url.protocol}//${url.hostname}:${port}${database === '0' ? '' : `/${database}`}`,
  }
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}
