/** What is broken at the vertices of a round, as workers tell each other. */
import type { Meeting } from './meeting.ts'
import { SLOT } from './memory.ts'

/** A vertex at which something is broken that was not found in earlier rounds, nor by its worker in this one. */
export interface Finding {
  /** Its number among the vertices of its place. */
  readonly rank: number
  readonly node: number
  readonly bits: number
}

const NUMBERS = 3

export function sayFindings(meeting: Meeting, findings: readonly Finding[]): void {
  meeting.say(SLOT.findings, findings.length)
  for (const [i, { rank, node, bits }] of findings.entries()) {
    const slot = SLOT.finding + NUMBERS * i
    meeting.say(slot, rank)
    meeting.say(slot + 1, node)
    meeting.say(slot + 2, bits)
  }
}

/** The findings of all workers, in the order of their ranks. */
export function allFindings(meeting: Meeting): readonly Finding[] {
  const findings: Finding[] = []
  for (let worker = 0; worker < meeting.workers; worker++) {
    for (let i = 0; i < meeting.said(worker, SLOT.findings); i++) {
      const slot = SLOT.finding + NUMBERS * i
      findings.push({ rank: meeting.said(worker, slot), node: meeting.said(worker, slot + 1), bits: meeting.said(worker, slot + 2) })
    }
  }
  return findings.sort((a, b) => a.rank - b.rank)
}
