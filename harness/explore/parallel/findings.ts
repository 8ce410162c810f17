/** What is broken at vertices, as workers tell each other. */
import type { Meeting } from './meeting.ts'
import { SLOT } from './memory.ts'

/** A vertex at which something is broken that was not found in earlier rounds, nor by its worker in this one. */
export interface Finding {
  readonly place: number
  /** Its number among the vertices of its place, or another one that orders them. */
  readonly rank: number
  readonly node: number
  readonly bits: number
}

const NUMBERS = 4

export function sayFindings(meeting: Meeting, findings: readonly Finding[]): void {
  meeting.say(SLOT.findings, findings.length)
  for (const [i, { place, rank, node, bits }] of findings.entries()) {
    const slot = SLOT.finding + NUMBERS * i
    meeting.say(slot, place)
    meeting.say(slot + 1, rank)
    meeting.say(slot + 2, node)
    meeting.say(slot + 3, bits)
  }
}

/** The findings of all workers, in order. */
export function allFindings(meeting: Meeting): readonly Finding[] {
  const findings: Finding[] = []
  for (let worker = 0; worker < meeting.workers; worker++) {
    for (let i = 0; i < meeting.said(worker, SLOT.findings); i++) {
      const slot = SLOT.finding + NUMBERS * i
      findings.push({
        place: meeting.said(worker, slot),
        rank: meeting.said(worker, slot + 1),
        node: meeting.said(worker, slot + 2),
        bits: meeting.said(worker, slot + 3),
      })
    }
  }
  return findings.sort((a, b) => a.place - b.place || a.rank - b.rank)
}
