/** XML as text: names are ours, all else is escaped. */

export type Xml = string & { readonly xml: true }

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
}

/** What no XML 1.0 may hold, not even escaped. */
const FORBIDDEN = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu

/** An element; children are texts or elements, on lines of their own. */
export function element(
  name: string,
  attributes: Readonly<Record<string, string | number>>,
  children: readonly Xml[] = [],
): Xml {
  const own = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(String(value), '\t\n\r')}"`)
  const open = `<${name}${own.join('')}`
  return (children.length === 0 ? `${open}/>` : `${open}>${children.join('')}</${name}>`) as Xml
}

/** Elements below each other, indented. */
export function lines(elements: readonly Xml[]): readonly Xml[] {
  return elements.length === 0 ? [] : [`\n${elements.join('\n')}\n` as Xml]
}

export function textNode(text: string): Xml {
  return escaped(text, '\r') as Xml
}

/** A document. */
export function document(root: Xml): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${root}\n`
}

/** @param spaces white space that would not be read back as it is */
function escaped(text: string, spaces: string): string {
  return text
    .replace(FORBIDDEN, '\ufffd')
    .replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character)
    .replace(/[\t\n\r]/g, (space) => (spaces.includes(space) ? `&#${space.charCodeAt(0)};` : space))
}
