/** A Redis server for tests: on this machine alone, with nothing kept, on a port of its own. */
import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathOf, REDIS } from '../../../../harness/testing/programs.ts'

export interface Server {
  readonly url: string
  readonly port: number
  readonly stop: () => Promise<void>
}

export async function redisServer(more: readonly string[] = []): Promise<Server> {
  const folder = await mkdtemp(join(tmpdir(), 'tidemark-redis-'))
  const port = await freePort()
  const args = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', folder]
  const server = spawn(pathOf(REDIS), [...args, ...more], { stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = new Promise<void>((resolve) => server.once('close', () => resolve()))
  const stop = async (): Promise<void> => {
    server.kill('SIGKILL')
    await ended
    await rm(folder, { recursive: true, force: true })
  }
  let log = ''
  try {
    await new Promise<void>((resolve, reject) => {
      server.stdout.on('data', (text: Buffer) => {
        log += text.toString()
        if (log.includes('Ready to accept connections')) resolve()
      })
      server.once('error', reject)
      server.once('close', () => reject(new Error(`redis-server ended: ${log}`)))
    })
  } catch (error) {
    await stop()
    throw error
  }
  return { url: `redis://127.0.0.1:${port}`, port, stop }
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      const port = typeof address === 'object' && address !== null ? address.port : 0
      probe.close(() => resolve(port))
    })
  })
}
