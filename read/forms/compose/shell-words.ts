/** The words of what a container is told to run, each with its line. */
import type { Tree } from '../tree.ts'

/** A word of a command as the shell takes it, and its line. */
export interface Word {
  readonly text: string
  readonly line: number
}

/** Stands between two commands. */
export const SEPARATOR = '\n'

/** The words of all scripts in a command; the items of a list may be words or whole scripts. */
export function wordsOf(tree: Tree): readonly Word[] {
  if (tree.kind === 'text') return wordsOfScript(tree.text, tree.isBlock ? tree.line + 1 : tree.line, tree.isBlock)
  if (tree.kind !== 'list') return []
  return tree.items.flatMap((item) => {
    if (item.kind !== 'text') return []
    return /\s/.test(item.text) ? wordsOf(item) : [{ text: item.text, line: item.line }]
  })
}

/** Lines are counted where the text stands as it is written, after `|`. */
function wordsOfScript(script: string, first: number, isBlock: boolean): readonly Word[] {
  const words: Word[] = []
  let line = first
  // Quotes of the whole script, as in `bash -c "…"`, are no part of its words.
  const text = script.replace(/^\s*(?:\S*\/)?(?:ba|z|a)?sh\s+-\w*c\s+(["'])([^]*)\1\s*$/, '$2')
  const shift = script.slice(0, script.indexOf(text)).split('\n').length - 1
  if (isBlock) line += shift
  for (const [token] of text.matchAll(
    /\\\r?\n|\n|&&|\|\||[;|&]|(?:"(?:\\[^]|[^"\\])*"|'[^']*'|[^\s;|&"'\\]|\\[^\n])+/g,
  )) {
    const isLine = token.endsWith('\n')
    if (isLine && !token.startsWith('\\')) words.push({ text: SEPARATOR, line })
    else if (/^(&&|\|\||[;|&])$/.test(token)) words.push({ text: SEPARATOR, line })
    else if (!isLine) words.push({ text: token.replace(/"((?:\\[^]|[^"\\])*)"|'([^']*)'/g, '$1$2'), line })
    if (isBlock) line += token.split('\n').length - 1
  }
  return words
}
