/** The actions of a cluster as they are read back from a file, which is input like any other. */
import { z } from 'zod'
import type { Deployment } from '../state/deployment.ts'
import { namesIn } from './fields.ts'
import { ROWS } from './rows.ts'

const anyAction = z.looseObject({ kind: z.string() })

/**
 * What is wrong with the actions of a file, as a clause that names the first wrong one (from 1); `undefined` where they
 * are actions of this cluster.
 */
export function problemOfActions(deployment: Deployment, actions: readonly unknown[]): string | undefined {
  const names = namesIn(deployment)
  for (const [index, action] of actions.entries()) {
    const where = `step ${index + 1}`
    const read = anyAction.safeParse(action)
    if (!read.success) return `${where} is no action`
    const { kind, ...rest } = read.data
    if (!isKind(kind)) return `${where} is of a kind that is not known here`
    const issue = z.strictObject(ROWS[kind].fields(names)).safeParse(rest).error?.issues[0]
    if (issue !== undefined) return `${where} (${kind}): ${issue.path.join('.') || 'its fields'}: ${issue.message}`
  }
  return undefined
}

function isKind(kind: string): kind is keyof typeof ROWS {
  return Object.hasOwn(ROWS, kind)
}
