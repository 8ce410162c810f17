import { describe, expect, test } from 'vitest'
import { readHcl } from './hcl.ts'
import { plainHcl } from './hcl-plain.ts'

const valueOf = (text: string): unknown => readHcl(`b "x" {\n${text}\n}\n`, 'main.tf')[0]?.attributes[0]?.value

describe('calls and indexes are taken wherever they stand', () => {
  test.each([
    'jsonencode({\n    "a.b" = "c)"\n  })',
    'local.all["k"].x[0]',
    'lower("x")',
    'provider::aws::arn_parse("a")',
    'merge(var.a, { b = f("}") }) # )',
    'f(<<-EOT\n  it\'s "open (\n  EOT\n)',
    'try(each.value["${a["b"]}"], null)',
    'f(a) ? b : c',
  ])('%s', (call) => {
    expect(valueOf(`a = ${call}`)).toMatchObject({ kind: 'expression' })
    expect(valueOf(`a = [\n  { k = "v", l = ${call}\n }\n]`)).toMatchObject({ kind: 'list' })
    expect(valueOf(`a = {\n  k = ${call}\n}`)).toMatchObject({ entries: [{ value: { kind: 'expression' } }] })
  })

  test('with their own text, and the lines of the file', () => {
    const block = readHcl('b "x" {\n  a = {\n    k = f({\n      l = 1\n    })\n    m = 2\n  }\n}\n', 'main.tf')[0]
    expect(block?.attributes[0]?.value).toMatchObject({
      entries: [
        { key: 'k', line: 3, value: { text: 'f({\n      l = 1\n    })' } },
        { key: 'm', line: 6, value: { text: '2' } },
      ],
    })
  })
})

test('a heredoc may hold a script', () => {
  const script = '  if [ -f "a" ]; then echo "x:" >> b; fi # ${c["d"]}\n  cat <<END\n  }\n  END\n'
  expect(valueOf(`  a = <<-EOF\n${script}  EOF\n  c = "d"`)).toMatchObject({ text: script.trimEnd(), isBlock: true })
})

test('what is never closed is left to the grammar, which says where', () => {
  for (const text of ['a = f(x\n', 'a = "${x\n', 'a = <<EOT\nx\n', 'a = f("(\n']) expect(plainHcl(text)).toBe(text)
  expect(() => readHcl('b "x" {\n  a = f(x\n}\n', 'main.tf')).toThrow('main.tf:3')
})

test('a long file of nothing but openings is read at once', () => {
  const start = Date.now()
  for (const piece of ['f(', '"${', 'x[', 'f({[', '<<E\n', 'a::('])
    expect(plainHcl(piece.repeat(50_000))).toHaveLength(piece.length * 50_000)
  expect(Date.now() - start).toBeLessThan(5_000)
})
