/** The packed package in a clean folder, as a user has it: installed by npm, from the tarball, without a network. */
import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

export interface Ended {
  readonly code: number
  readonly out: string
  readonly err: string
}

export interface Installed {
  readonly folder: string
  /** The name of the tarball in it. */
  readonly tarball: string
  /** The names of the files in the tarball. */
  readonly files: readonly string[]
  readonly write: (name: string, text: string) => Promise<void>
  /** Lets Node run a program of the folder's `node_modules`, and gives all that it printed. */
  readonly run: (program: string, args: readonly string[], env?: NodeJS.ProcessEnv) => Promise<Ended>
  readonly remove: () => Promise<void>
}

/**
 * Packs, and installs what was packed. What it depends on lies there before, copied from the checkout, so that npm need
 * not ask for it; programs of others are linked.
 */
export async function installed(others: readonly string[]): Promise<Installed> {
  const folder = await mkdtemp(join(tmpdir(), 'tidemark-installed-'))
  const write = (name: string, text: string): Promise<void> => writeFile(join(folder, name), text)
  const packed = await started('npm', ['pack', '--json', '--pack-destination', folder], ROOT)
  const [tarball] = JSON.parse(packed.out) as readonly Tarball[]
  if (tarball === undefined) throw new Error(packed.err)
  await write('package.json', JSON.stringify({ name: 'project', private: true, type: 'module' }))
  for (const name of await dependencies()) await cp(join(ROOT, name), join(folder, name), { recursive: true })
  const npm = await started('npm', ['install', '--offline', '--no-audit', '--no-fund', `./${tarball.filename}`], folder)
  if (npm.code !== 0) throw new Error(npm.err)
  for (const name of others) {
    const link = join(folder, 'node_modules', name)
    await mkdir(dirname(link), { recursive: true })
    await symlink(join(ROOT, 'node_modules', name), link)
  }
  return {
    folder,
    tarball: tarball.filename,
    files: tarball.files.map(({ path }) => path),
    write,
    run: (program, args, env = {}) => started(process.execPath, [join('node_modules', program), ...args], folder, env),
    remove: () => rm(folder, { recursive: true }),
  }
}

interface Tarball {
  readonly filename: string
  readonly files: readonly { readonly path: string }[]
}

interface Locked {
  readonly dev?: true
  readonly devOptional?: true
  readonly peer?: true
}

/** The folders of all that the package needs when it runs. */
async function dependencies(): Promise<readonly string[]> {
  const { packages } = JSON.parse(await readFile(join(ROOT, 'package-lock.json'), 'utf8')) as {
    readonly packages: Readonly<Record<string, Locked>>
  }
  return Object.entries(packages)
    .filter(([name, { dev, devOptional, peer }]) => name !== '' && !dev && !devOptional && !peer)
    .map(([name]) => name)
}

function started(program: string, args: readonly string[], cwd: string, env: NodeJS.ProcessEnv = {}): Promise<Ended> {
  return new Promise((resolve) => {
    // What this test itself runs in is nothing to the project.
    const own = Object.entries(process.env).filter(([name]) => !/^(?:npm_|VITEST|NODE_ENV|TEST|CI|GITHUB_)/.test(name))
    execFile(
      program,
      args,
      { cwd, env: { ...Object.fromEntries(own), NO_COLOR: '1', ...env }, maxBuffer: 1e8 },
      (error, out, err) => resolve({ code: error === null ? 0 : Number(error.code ?? 1), out, err }),
    )
  })
}
