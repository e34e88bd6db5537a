import { randomUUID } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'

const readHeredoc = (lines: Iterator<string, undefined>, delimiter: string): string => {
  const body: string[] = []
  for (;;) {
    const next = lines.next()
    if (next.done === true) throw new Error(`Invalid value. Matching delimiter not found '${delimiter}'`)
    if (next.value === delimiter) return body.join('\n')
    body.push(next.value)
  }
}

/**
 * Reads what an action wrote to `GITHUB_OUTPUT`, `GITHUB_STATE` or `GITHUB_ENV`: `name=value` lines and
 * `name<<delimiter` blocks; the last value of a name wins. Throws as the runner does, which fails the step.
 */
export const parseFileCommand = (text: string): Map<string, string> => {
  const values = new Map<string, string>()
  const lines = text.split('\n').values()
  for (const line of lines) {
    if (line === '') continue
    const equals = line.indexOf('=')
    const heredoc = line.indexOf('<<')
    if (equals >= 0 && (heredoc < 0 || equals < heredoc)) {
      values.set(line.slice(0, equals), line.slice(equals + 1))
    } else if (heredoc > 0 && heredoc + 2 < line.length) {
      values.set(line.slice(0, heredoc), readHeredoc(lines, line.slice(heredoc + 2)))
    } else {
      throw new Error(`Invalid format '${line}'`)
    }
  }
  return values
}

const variables = [
  'GITHUB_ARTIFACTS',
  'GITHUB_ENV',
  'GITHUB_OUTPUT',
  'GITHUB_PATH',
  'GITHUB_STATE',
  'GITHUB_STEP_SUMMARY',
] as const

/** An environment variable that names one of the step's command files. */
export type FileCommand = (typeof variables)[number]

/** The files through which a step talks to the runner. */
export interface FileCommands {
  /** Variable to path, to be given to the step. */
  readonly env: Readonly<Record<FileCommand, string>>
  /** The bytes now in the file. */
  readonly read: (variable: FileCommand) => Buffer
}

/** Creates empty command files in `dir`, under names that a step cannot guess. */
export const createFileCommands = (dir: string): FileCommands => {
  const pairs = variables.map((variable) => [variable, path.join(dir, `${variable.toLowerCase()}_${randomUUID()}`)])
  const env = Object.fromEntries(pairs) as Record<FileCommand, string>
  for (const file of Object.values(env)) writeFileSync(file, '')
  return { env, read: (variable) => readFileSync(env[variable]) }
}
