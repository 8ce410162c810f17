/**
 * Makes the pictures of the README from one real check: `npx tsx reports/write-pictures.ts`. The page that it wrote is taken
 * by Chromium, what it printed is set as it stands in a terminal.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { chromium } from 'playwright-core'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync)
const COMMAND = 'check examples/orders --promise no-acknowledged-loss,no-duplicates,in-order'

/** As a terminal with a dark background would show it: marks and remedies in their colours. */
function terminal(lines: readonly string[]): string {
  const [size, height] = [14, 19]
  const colourOf = (line: string): string =>
    line.startsWith('✗')
      ? '#ff9492'
      : /^(✓|remedy|or )/.test(line)
        ? '#6fdd8b'
        : line.startsWith('$')
          ? '#ffffff'
          : '#c9d1d9'
  const width = Math.max(...lines.map(({ length }) => length)) * size * 0.602 + 32
  const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
  const text = lines.map(
    (line, at) =>
      `<text x="16" y="${30 + at * height}" fill="${colourOf(line)}" xml:space="preserve">${escaped(line)}</text>`,
  )
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${Math.ceil(width)}" height="${lines.length * height + 28}"`,
    `  font-family="ui-monospace, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="${size}">`,
    '<rect width="100%" height="100%" rx="8" fill="#0d1117"/>',
    ...text,
    '</svg>',
    '',
  ].join('\n')
}

if (CHROMIUM === undefined) throw new Error('there is no Chromium to take a picture of the page with')
const folder = mkdtempSync(join(tmpdir(), 'tidemark-picture-'))
try {
  const page = join(folder, 'report.html')
  const { stdout } = spawnSync('node', ['cli/bin.mjs', ...COMMAND.split(' '), '--html', page], {
    cwd: ROOT,
    encoding: 'utf8',
  })
  writeFileSync(
    join(ROOT, 'docs', 'pictures', 'terminal.svg'),
    terminal([`$ npx tidemark ${COMMAND}`, ...stdout.trimEnd().split('\n')]),
  )
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox', '--disable-gpu'] })
  const tab = await browser.newPage({ viewport: { width: 1180, height: 1130 }, colorScheme: 'light' })
  await tab.goto(pathToFileURL(page).href)
  await tab.screenshot({ path: join(ROOT, 'docs', 'pictures', 'report.png') })
  await browser.close()
} finally {
  rmSync(folder, { recursive: true })
}
