/** Who uses a system: its applications, and the input that some of them read. */
import { type Application, newApplication } from './application.ts'

export interface Workload {
  /** By the place of their producers. */
  readonly applications: readonly Application[]
  /** By record of an input that is read: how often it was begun to be processed; empty where nobody reads one. */
  readonly attempts: readonly number[]
}

/**
 * @param plans what each application will send
 * @param inputs so many records of an input are there to be read
 */
export function newWorkload(plans: readonly (readonly number[])[], inputs: number): Workload {
  return { applications: plans.map(newApplication), attempts: Array.from({ length: inputs }, () => 0) }
}

/** Whether anybody has something left to send. */
export function hasPlans({ applications }: Workload): boolean {
  return applications.some(({ toSend }) => toSend.length > 0)
}
