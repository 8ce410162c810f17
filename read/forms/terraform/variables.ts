/** Variables and local values of a Terraform file: filled in where the file itself says what they are. */
import { attribute, type Attribute, type Block, type Value } from './hcl.ts'

/** What `var.x` and `local.x` stand for, by these names. */
function known(blocks: readonly Block[]): ReadonlyMap<string, Value> {
  const all = new Map<string, Value>()
  for (const block of blocks) {
    const standard = attribute(block, 'default')
    if (block.type === 'variable' && standard !== undefined) all.set(`var.${block.labels[0] ?? ''}`, standard.value)
    if (block.type === 'locals') for (const { key, value } of block.attributes) all.set(`local.${key}`, value)
  }
  return all
}

/** So many steps from one name to another are no configuration but a circle. */
const FARTHEST = 20

/** The blocks with what is known in the place of `var.x`, `local.x`, and `${var.x}` within a text. */
export function filledIn(blocks: readonly Block[]): readonly Block[] {
  const names = known(blocks)
  const fill = (value: Value, left: number): Value => {
    if (left === 0) return value
    switch (value.kind) {
      case 'expression': {
        const found = names.get(value.text.trim())
        return found === undefined ? value : { ...fill(found, left - 1), line: value.line }
      }
      case 'text': {
        const text = value.text.replace(/\$\{\s*((?:var|local)\.[\w-]+)\s*\}/g, (whole, name: string) => {
          const found = names.get(name)
          const filled = found === undefined ? undefined : fill(found, left - 1)
          return filled?.kind === 'text' ? filled.text : whole
        })
        return { ...value, text }
      }
      case 'map':
        return { ...value, entries: value.entries.map((one) => ofAttribute(one, left - 1)) }
      case 'list':
        return { ...value, items: value.items.map((one) => fill(one, left - 1)) }
      default:
        return value
    }
  }
  const ofAttribute = (one: Attribute, left: number): Attribute => ({ ...one, value: fill(one.value, left) })
  const ofBlock = (block: Block): Block => ({
    ...block,
    attributes: block.attributes.map((one) => ofAttribute(one, FARTHEST)),
    blocks: block.blocks.map(ofBlock),
  })
  return blocks.map(ofBlock)
}
