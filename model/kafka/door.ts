/**
 * The door between a cluster's clients and the applications that use them: what an application calls next, and what it
 * is answered. Nothing else in the model of Kafka knows the workload.
 */
import { type Application, called, gaveUp, moved, newApplication, polled, restarted } from '../clients/application.ts'
import { NOT_ASKED, sendsFirst } from '../clients/application.ts'
import { hasPlans } from '../clients/workload.ts'
import { type ClusterState, replaced } from './state/cluster-state.ts'
import type { Deployment } from './state/deployment.ts'
import { againOf, transactionOf } from './state/records.ts'

export function applicationOf(state: ClusterState, place: number): Application {
  const application = state.workload.applications[place]
  if (application === undefined) throw new RangeError(`no application ${place}`)
  return application
}

function withApplication(state: ClusterState, place: number, application: Application): ClusterState {
  const { workload } = state
  if (workload.applications[place] === application) return state
  return { ...state, workload: { ...workload, applications: replaced(workload.applications, place, application) } }
}

/** The record that the application of this producer calls send for next, if it has any left. */
export function nextToSend(state: ClusterState, place: number): number | undefined {
  return state.workload.applications[place]?.toSend[0]
}

export function hasToSend(state: ClusterState, place: number): boolean {
  return (state.workload.applications[place]?.toSend.length ?? 0) > 0
}

/** Whether any application has something left to send. */
export function haveToSend(state: ClusterState): boolean {
  return hasPlans(state.workload)
}

/** The application has called send. */
export function sendCalled(state: ClusterState, place: number, record: number): ClusterState {
  return withApplication(state, place, called(applicationOf(state, place), record))
}

/**
 * The application hears that these sends have failed, or its process began anew and cannot know: one that judges by the
 * record calls send for them once more, before all else.
 */
export function sendsFailed(
  deployment: Deployment,
  state: ClusterState,
  place: number,
  records: readonly number[],
): ClusterState {
  const again = records.flatMap((record) => againOf(deployment, record) ?? [])
  return withApplication(state, place, sendsFirst(applicationOf(state, place), again))
}

/** The application gives up what it has not sent of this transaction. */
export function transactionGivenUp(
  deployment: Deployment,
  state: ClusterState,
  place: number,
  transaction: number,
): ClusterState {
  const isOfIt = (record: number): boolean => transactionOf(deployment, record) === transaction
  return withApplication(state, place, gaveUp(applicationOf(state, place), isOfIt))
}

/** The application hears that its producer can do nothing any more: it sends nothing else. */
export function producerFailed(state: ClusterState, place: number): ClusterState {
  return withApplication(state, place, { ...applicationOf(state, place), toSend: [] })
}

/** The application was given a record of its input: it is about to send what it makes of it. */
export function inputGiven(
  state: ClusterState,
  place: number,
  position: number,
  generation: number,
  makes: readonly number[],
): ClusterState {
  const { workload } = withApplication(state, place, polled(applicationOf(state, place), position, generation, makes))
  const attempts = replaced(workload.attempts, position, attemptsAt(state, position) + 1)
  return { ...state, workload: { ...workload, attempts } }
}

/** Where the application of this process reads on in this generation of its group; `null`: it has to ask. */
export function positionIn(state: ClusterState, place: number, generation: number): number | null {
  const { position, generation: joined } = applicationOf(state, place)
  return position !== NOT_ASKED && joined === generation ? position : null
}

/** How often this record of the input was begun to be processed. */
export function attemptsAt({ workload }: ClusterState, input: number): number {
  return workload.attempts[input] ?? 0
}

/** The application hears that its transaction is over. */
export function transactionEnded(state: ClusterState, place: number, committed: boolean): ClusterState {
  return withApplication(state, place, moved(applicationOf(state, place), committed))
}

/** The producer begins anew in the same process: the application has to ask where to begin reading. */
export function positionForgotten(state: ClusterState, place: number): ClusterState {
  return withApplication(state, place, moved(applicationOf(state, place), false))
}

/** The application's process is a new one. */
export function applicationRestarted(state: ClusterState, place: number): ClusterState {
  return withApplication(state, place, restarted(applicationOf(state, place)))
}

/** Another process takes over: the old one keeps of its work what `isKept`, the new one has the rest. */
export function workHandedOver(state: ClusterState, place: number, isKept: (record: number) => boolean): ClusterState {
  const old = applicationOf(state, place)
  const rest = restarted(gaveUp(old, isKept))
  const kept = withApplication(
    state,
    place,
    gaveUp(old, (record) => !isKept(record)),
  )
  return { ...kept, workload: { ...kept.workload, applications: [...kept.workload.applications, rest] } }
}

/** A new application comes, which sends one record. */
export function applicationCame(state: ClusterState, record: number): ClusterState {
  const { workload } = state
  return {
    ...state,
    workload: { ...workload, applications: [...workload.applications, newApplication([record])] },
  }
}
