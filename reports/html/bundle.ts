/** The script and the style of the page, each in one text, made when the first page is written. */
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'

/** Only whoever writes a page waits for it to be loaded. */
const require = createRequire(import.meta.url)

let made: { readonly script: string; readonly style: string } | undefined

export function script(): string {
  return built().script
}

export function style(): string {
  return built().style
}

function built(): { readonly script: string; readonly style: string } {
  made ??= { script: bundled('./page/main.tsx'), style: bundled('./page/style.css') }
  return made
}

/** @throws Error where a file of the page is not there, or cannot be read */
function bundled(entry: string): string {
  const { buildSync } = require('esbuild') as typeof import('esbuild')
  const { outputFiles } = buildSync({
    entryPoints: [fileURLToPath(new URL(entry, import.meta.url))],
    bundle: true,
    minify: true,
    write: false,
    legalComments: 'none',
    charset: 'ascii',
    format: 'iife',
    target: 'es2020',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    logLevel: 'silent',
  })
  const text = outputFiles[0]?.text ?? ''
  // Nothing in it may end the element in which it stands.
  return text.replaceAll('</', '<\\/').trim()
}
