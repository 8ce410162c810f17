/** Annotations of GitHub Actions: commands on lines of their own, one for each broken promise. */
import type { Found } from './found.ts'
import { inert } from './inert.ts'
import { pathFrom, placeOfBroken } from './place.ts'
import { brokenInLines, briefInWords } from './words.ts'

/** An error for what is required, a warning for the rest, at the lines of the user's files. */
export function annotations(found: Found): string {
  return found.parts
    .flatMap((part) =>
      part.judged
        .filter(({ result }) => result.counterexample !== null)
        .map((judged) => {
          const place = placeOfBroken(judged, part)
          const columns = place?.span && { col: place.span.start, endColumn: place.span.end }
          const at =
            place === undefined ? {} : { file: inert(pathFrom(found, place.file), 1_000), line: place.line, ...columns }
          const level = part.required.includes(judged.result.promise) ? 'error' : 'warning'
          const message = [briefInWords(judged, part.configuration), ...brokenInLines(judged, part)]
          return command(level, { ...at, title: judged.result.title }, message.join('\n'))
        }),
    )
    .join('')
}

function command(name: string, properties: Readonly<Record<string, string | number>>, message: string): string {
  const own = Object.entries(properties).map(([key, value]) => `${key}=${escapedProperty(String(value))}`)
  return `::${name} ${own.join(',')}::${escapedText(message)}\n`
}

function escapedText(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}

function escapedProperty(text: string): string {
  return escapedText(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
}
