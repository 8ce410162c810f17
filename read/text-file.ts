import { readFileSync, statSync } from 'node:fs'
import { InputError } from '../model/input-error.ts'

const LARGEST = 4 * 1024 * 1024
/** A tree takes 300 times the room of its text in memory. */
const LARGEST_TREE = 1024 * 1024

/**
 * The text of a configuration file: UTF-8, or Latin-1 as Java's Properties.load reads its files.
 * @throws InputError for a path that is missing, no file, unreadable, too large, or not text.
 */
export function readTextFile(path: string): string {
  return decode(path, readBytes(path, /\.(ya?ml|json)$/i.test(path) ? LARGEST_TREE : LARGEST))
}

/** Is there a folder at this path? @throws InputError where there is nothing, or nothing that may be looked at. */
export function isFolder(path: string): boolean {
  return stat(path).isDirectory()
}

function stat(path: string): ReturnType<typeof statSync> & object {
  try {
    return statSync(path)
  } catch (error) {
    throw fileError(path, error)
  }
}

function readBytes(path: string, largest: number): Buffer {
  const found = stat(path)
  if (!found.isFile())
    throw new InputError({
      where: path,
      problem: 'this is not a file',
      remedy: 'give a Kafka .properties file, or one JSON or YAML file',
    })
  if (found.size > largest) {
    throw new InputError({
      where: path,
      problem: `${found.size} bytes are too many for a configuration`,
      remedy: `give a text file of up to ${largest} bytes`,
    })
  }
  try {
    return readFileSync(path)
  } catch (error) {
    throw fileError(path, error)
  }
}

function fileError(path: string, error: unknown): InputError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return new InputError({
      where: path,
      problem: 'there is no such file or folder',
      remedy: 'check the path; it is taken from the current folder',
    })
  }
  if (code === 'EACCES' || code === 'EPERM') {
    return new InputError({
      where: path,
      problem: 'it may not be read',
      remedy: 'give yourself the permission to read it',
    })
  }
  return new InputError({
    where: path,
    problem: `it cannot be read (${code === '' ? String(error) : code})`,
    remedy: 'check the path and the disk',
  })
}

function decode(path: string, bytes: Buffer): string {
  const binary = (what: string): InputError =>
    new InputError({
      where: path,
      problem: `this is not a text file: ${what}`,
      remedy: 'give a Kafka .properties file, or one JSON or YAML file, as UTF-8 text',
    })
  const nul = bytes.indexOf(0)
  if (nul !== -1) {
    const utf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)
    throw binary(utf16 ? 'it looks like UTF-16' : `byte ${nul + 1} is 0`)
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    // A file that Kafka reads may be Latin-1; what holds control characters is no text in any of the two.
    const latin1 = bytes.toString('latin1')
    // oxlint-disable-next-line no-control-regex
    if (/[\u0001-\u0008\u000e-\u001f\u007f-\u009f]/.test(latin1)) throw binary('it is no valid UTF-8')
    // The mark of the byte order that a file in UTF-8 may begin with, which the other decoder takes away.
    return latin1.replace(/^\u00ef\u00bb\u00bf/, '')
  }
}
