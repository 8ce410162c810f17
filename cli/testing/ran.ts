/** A command line without a process: what it prints is kept, and the search can be replaced. */
import type { Engine } from '../engine.ts'
import type { Io } from '../io.ts'
import { realEngine } from '../real-engine.ts'
import { run } from '../run.ts'

export interface Ran {
  readonly code: number
  readonly out: string
  readonly err: string
}

export async function ran(
  args: readonly string[],
  { engine = realEngine, ...io }: Partial<Io> & { readonly engine?: Engine } = {},
): Promise<Ran> {
  let out = ''
  let err = ''
  let clock = 0
  const code = await run(
    args,
    {
      out: (text) => void (out += text),
      err: (text) => void (err += text),
      columns: undefined,
      errIsTerminal: false,
      env: {},
      now: () => (clock += 100),
      onInterrupt: () => () => undefined,
      commandName: 'tidemark',
      ...io,
    },
    engine,
  )
  return { code, out, err }
}
