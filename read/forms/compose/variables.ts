/** Variables in values, as Docker Compose fills them in (compose-spec/compose-go `template/template.go`). */

/** The value of a variable, where a file has one. */
export type Lookup = (name: string) => string | undefined

/** What came of a text, or why Compose refuses it. */
export type Filled = { readonly text: string } | { readonly wrong: string }

/** The value itself may be a password, and is not shown. */
const NO_VARIABLE = 'a $ in its value names no variable, so Docker Compose refuses it'

const NAME = /^[A-Za-z_][A-Za-z0-9_]*/
const BRACED = /^([A-Za-z_][A-Za-z0-9_]*)(?:(:?[-+?])([^]*))?$/

/** So many defaults within defaults nobody writes. */
const DEEPEST = 20

/**
 * The text with `$VAR`, `${VAR}`, `${VAR:-default}`, `${VAR-default}`, `${VAR:+other}` and `$$` filled in. Compose
 * takes nothing at all for a variable that nobody sets, or asks its environment, which is not known here: so that one
 * stays as it is written.
 */
export function filledIn(text: string, lookup: Lookup, depth = 0): Filled {
  let out = ''
  let at = 0
  for (;;) {
    const sign = text.indexOf('$', at)
    if (sign === -1 || depth > DEEPEST) return { text: out + text.slice(at) }
    out += text.slice(at, sign)
    const rest = text.slice(sign + 1)
    const plain = NAME.exec(rest)?.[0]
    if (rest.startsWith('$')) {
      out += '$'
      at = sign + 2
    } else if (plain !== undefined) {
      out += lookup(plain) ?? `$${plain}`
      at = sign + 1 + plain.length
    } else {
      const end = rest.startsWith('{') ? closing(rest) : -1
      if (end === -1) return { wrong: NO_VARIABLE }
      const filled = braced(rest.slice(1, end), lookup, depth)
      if ('wrong' in filled) return filled
      out += filled.text
      at = sign + 1 + end + 1
    }
  }
}

/**
 * What a word of a command comes to: Compose fills in its variables, then the shell in the container those of its own,
 * which are written with `$$`. Where that is for the shell to work out, it stays as it is written.
 */
export function asRun(text: string, ofCompose: Lookup, ofContainer: Lookup): string {
  const [shells, unset] = ['\u0000', '\u0001']
  const composed = filledIn(text.replaceAll('$$', shells), ofCompose)
  if ('wrong' in composed) return text
  const run = filledIn(composed.text.replaceAll('$', unset).replaceAll(shells, '$'), ofContainer)
  return 'wrong' in run ? text : run.text.replaceAll(unset, '$')
}

/** What stands between `${` and its brace. */
function braced(body: string, lookup: Lookup, depth: number): Filled {
  const [, name, operator, word = ''] = BRACED.exec(body) ?? []
  if (name === undefined) return { wrong: NO_VARIABLE }
  const value = lookup(name)
  const isThere = operator?.startsWith(':') === true ? value !== undefined && value !== '' : value !== undefined
  if (operator?.endsWith('+') === true) return isThere ? filledIn(word, lookup, depth + 1) : { text: '' }
  if (isThere && value !== undefined) return { text: value }
  if (operator?.endsWith('-') === true) return filledIn(word, lookup, depth + 1)
  return { text: value !== undefined && operator === undefined ? value : `\${${body}}` }
}

/** The brace that closes the first one, those within counted. */
function closing(text: string): number {
  let open = 0
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === '{') open += 1
    else if (text[at] === '}') {
      open -= 1
      if (open === 0) return at
    }
  }
  return -1
}
