// The package: JavaScript and types in dist/, from the TypeScript of the checkout. `npm pack` runs it first.
import { execFileSync } from 'node:child_process'
import { cpSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import './harness/typescript/register.mjs'

const root = dirname(fileURLToPath(import.meta.url))
const dist = join(root, 'dist')
const types = join(dist, 'types')

/** The script and the style of the page, made now: the package has no bundler. */
const pageIsReady = {
  name: 'page-is-ready',
  setup({ onLoad }) {
    onLoad({ filter: /reports[\\/]html[\\/]bundle\.ts$/ }, async ({ path }) => {
      const { script, style } = await import(path)
      const contents = [
        `export const script = () => ${JSON.stringify(script())}`,
        `export const style = () => ${JSON.stringify(style())}`,
      ].join('\n')
      return { contents, loader: 'js' }
    })
  },
}

/** Bundled packages that are CommonJS ask for Node's own modules as CommonJS does. */
const REQUIRE =
  "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url)"

/** Many small files take longer to load than to run: what it depends on is bundled, but for what a user has, too. */
const EXTERNAL = ['fast-check', 'codemirror-lang-hcl', 'vitest', '@jest/globals']

/** The command, the thread that searches, which is started as a file of its own, and what is imported. */
const ENTRIES = ['cli/main.ts', 'cli/workers/worker.ts', 'api/index.ts', 'api/vitest.ts', 'api/jest.ts']

/** Nobody asks for the messages of zod in other languages, and they are a third of it. */
const englishAlone = {
  name: 'english-alone',
  setup({ onLoad }) {
    onLoad({ filter: /zod[\\/]v4[\\/]locales[\\/]index\.js$/ }, () => ({
      contents: "export { default as en } from './en.js'",
      loader: 'js',
    }))
  },
}

async function javaScript() {
  const { metafile } = await build({
    entryPoints: ENTRIES.map((file) => join(root, file)),
    // Files of one folder: what they read beside the package's own is found from there.
    outdir: dist,
    entryNames: '[name]',
    chunkNames: 'part-[hash]',
    bundle: true,
    splitting: true,
    external: EXTERNAL,
    banner: { js: REQUIRE },
    metafile: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    charset: 'utf8',
    legalComments: 'none',
    minifySyntax: true,
    minifyWhitespace: true,
    plugins: [pageIsReady, englishAlone],
    logLevel: 'warning',
  })
  writeFileSync(join(dist, 'licenses.txt'), licensesOf(Object.keys(metafile.inputs)))
}

/** The notices of the packages that are bundled, and of those of which the page is made. */
function licensesOf(inputs) {
  const names = inputs.flatMap((input) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(input)?.[1] ?? [])
  return [...new Set([...names, 'preact'])]
    .sort()
    .map((name) => {
      const folder = join(root, 'node_modules', name)
      const file = readdirSync(folder).find((one) => /^licen[cs]e/i.test(one))
      const { version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
      return `${name} ${version} (${license})\n\n${file === undefined ? '' : readFileSync(join(folder, file), 'utf8')}`
    })
    .join('\n---\n\n')
}

function declarations() {
  const tsc = join(root, 'node_modules/typescript/bin/tsc')
  execFileSync(process.execPath, [tsc, '-p', join(root, 'api/tsconfig.types.json'), '--outDir', types], {
    stdio: 'inherit',
  })
  const needed = new Set()
  for (const entry of ['index', 'vitest', 'jest']) follow(join(types, `api/${entry}.d.ts`), needed)
  for (const file of filesIn(types)) {
    if (needed.has(file)) writeFileSync(file, readFileSync(file, 'utf8').replaceAll(OWN_IMPORT, '$1$2.js$3'))
    else rmSync(file)
  }
  removeEmpty(types)
}

/** An import of a file of the project: from here on it is called as the JavaScript beside it would be. */
const OWN_IMPORT = /(\bfrom |\bimport\(|\bimport )(["']\.[^"']*)\.ts(["'])/g

function follow(file, needed) {
  if (needed.has(file)) return
  needed.add(file)
  for (const [, , target] of readFileSync(file, 'utf8').matchAll(OWN_IMPORT))
    follow(resolve(dirname(file), `${target.slice(1)}.d.ts`), needed)
}

function filesIn(folder) {
  return readdirSync(folder, { recursive: true })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile())
}

function removeEmpty(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true }))
    if (entry.isDirectory()) removeEmpty(join(folder, entry.name))
  if (readdirSync(folder).length === 0) rmSync(folder, { recursive: true })
}

rmSync(dist, { recursive: true, force: true })
await javaScript()
// Compiled where it is used, with the jars of the release.
cpSync(join(root, 'conform/java'), join(dist, 'java'), { recursive: true })
declarations()
