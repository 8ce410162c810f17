/** `tidemark ci`: a workflow that checks the configuration of this repository, ready to copy. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { clean } from '../reports/page.ts'
import { clipped } from '../model/input-error.ts'
import { quoted } from './check.ts'
import { PLATFORMS, type Platform, SAVED_AS, workflowText } from './ci/workflows.ts'
import { didYouMean } from './did-you-mean.ts'
import type { Engine } from './engine.ts'
import { EXIT, type ExitCode } from './exit-codes.ts'
import { findIn } from './init/found.ts'
import type { Io } from './io.ts'
import { UsageError } from './usage-error.ts'
import { VERSION } from '../reports/version.ts'

/** More files than that are better kept in one. */
const MOST_PATHS = 40

/** Files that `tidemark init` writes, or people by hand. */
const OWN_FILES = ['tidemark.yaml', 'tidemark.yml', 'tidemark.json']

/**
 * Prints the workflow of a platform; without one, of that which the repository uses.
 * @throws UsageError for an unknown platform, and where nothing is found that could be checked
 */
export async function ci(named: string | undefined, io: Io, engine: Engine, folder = '.'): Promise<ExitCode> {
  const platform = platformOf(named, folder)
  const paths = await pathsIn(folder, engine)
  const about = [
    `${SAVED_AS[platform]}: printed by tidemark ci ${platform} (tidemark ${VERSION})`,
    ...ABOUT[platform],
    `Other files hold the configuration? Run tidemark ci again, or keep it in one: tidemark init.`,
  ]
  io.out(workflowText(platform, paths.map(inShell), about))
  return EXIT.kept
}

const ABOUT: Readonly<Record<Platform, readonly string[]>> = {
  github: [
    'A pull request fails for what it breaks, not for what was broken before; a push is checked as a whole.',
    'Results are kept in the cache: a configuration that did not change costs nothing.',
  ],
  gitlab: [
    'A merge request fails for what it breaks, not for what was broken before; a push is checked as a whole.',
    'Results are kept in the cache: a configuration that did not change costs nothing.',
  ],
  shell: [
    'BASE=origin/main ./tidemark-ci.sh fails for what breaks against main; without BASE all is checked.',
    'Keep .tidemark/cache from run to run: a configuration that did not change costs nothing.',
  ],
}

function platformOf(named: string | undefined, folder: string): Platform {
  if (named === undefined) {
    const isGitlab = existsSync(join(folder, SAVED_AS.gitlab)) && !existsSync(join(folder, '.github'))
    return isGitlab ? 'gitlab' : 'github'
  }
  const platform = PLATFORMS.find((one) => one === named)
  if (platform !== undefined) return platform
  throw new UsageError(
    `ci ${clipped(named)}: there is no such platform${didYouMean(named, PLATFORMS)}; there are ${PLATFORMS.join(', ')}`,
  )
}

async function pathsIn(folder: string, engine: Engine): Promise<readonly string[]> {
  const own = OWN_FILES.find((name) => existsSync(join(folder, name)))
  if (own !== undefined) return [own]
  const { files, leftOut } = await findIn([folder], engine)
  const [first] = leftOut
  if (files.length === 0)
    throw new UsageError(
      first === undefined
        ? 'ci: no settings of Kafka were found here; start it in the folder of the repository, or see docs/forms.md for what is read'
        : `ci: of the files here none can be judged; the first of ${leftOut.length}:\n${first}`,
    )
  if (files.length > MOST_PATHS)
    throw new UsageError(
      `ci: ${files.length} files hold settings, too many for one command; keep them in one file: tidemark init`,
    )
  const paths = files.map(({ file }) => file)
  const strange = paths.find((path) => clean(path) !== path)
  if (strange !== undefined)
    throw new UsageError(
      `ci: the name of a file cannot be written into a workflow (${clean(strange)}); give it another name`,
    )
  return paths
}

/** Nothing in it is an option, or anything else, to a shell. */
function inShell(path: string): string {
  return quoted(path.startsWith('-') ? `./${path}` : path)
}
