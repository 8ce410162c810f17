/** What a thread that searches is asked, and what it answers: plain data. */
import type { ExamineOptions } from '../../gallery/examine.ts'
import type { Flaw, Variant } from '../../gallery/flaw.ts'
import type { SearchProgress } from '../../harness/search.ts'
import type { JudgeRequest } from '../engine.ts'

/** A search, as plain data. */
export type Job = Omit<JudgeRequest, 'onProgress' | 'onBroken' | 'onSettled' | 'interrupted'>

export interface Examination {
  readonly flaw: Flaw
  readonly variant: Variant
  readonly options: Omit<ExamineOptions, 'onProgress' | 'interrupted'>
}

export type Question = { readonly judge: Job } | { readonly examine: Examination }

export interface Asked {
  readonly question: Question
  /** One number, shared by both threads: not 0 once it is to stop. */
  readonly stop: SharedArrayBuffer
}

export type Answer =
  | { readonly progress: SearchProgress }
  | { readonly result: unknown }
  /** `input` where the input of the user is to blame. */
  | { readonly error: string; readonly stack: string | undefined; readonly input: string | undefined }
