/** A report as one HTML file: data, a script that draws it, and nothing from anywhere else. */
import { createHash } from 'node:crypto'
import type { Found } from '../forms/found.ts'
import { script, style } from './bundle.ts'
import { pageData } from './data.ts'
import type { PageData } from './page-data.ts'

/** The page of what a check or a comparison found. */
export function htmlText(found: Found): string {
  return pageText(pageData(found))
}

/** The page that shows this data. A browser that obeys its policy runs its own script alone, and asks no network. */
export function pageText(data: PageData): string {
  const [first] = data.parts
  const policy = [
    "default-src 'none'",
    `script-src '${hashOf(script())}'`,
    `style-src '${hashOf(style())}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ')
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escaped(first?.title ?? 'Tidemark')}</title>`,
    `<style>${style()}</style>`,
    '</head>',
    '<body>',
    '<div id="page"><noscript>This page draws its data with a script of its own, which is switched off.</noscript></div>',
    `<script type="application/json" id="data">${jsonInScript(data)}</script>`,
    `<script>${script()}</script>`,
    '</body>',
    '</html>',
    '',
  ].join('\n')
}

/** No text in it can end the element, or begin a comment in it. */
export function jsonInScript(data: unknown): string {
  return JSON.stringify(data)
    .replaceAll('<', '\\u003c')
    .replaceAll('>', '\\u003e')
    .replaceAll('\u2028', '\\u2028')
    .replaceAll('\u2029', '\\u2029')
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`
}
