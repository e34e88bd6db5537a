import { oneLine } from '../core/neutralise.ts'
import { wantsColour } from './colour.ts'
import { type Progress, progress } from './progress.ts'
import { type Line, paint } from './styled.ts'

/** Everything the command line prints goes through here: results to stdout, talk to stderr. */
export function say(text: string): void {
  process.stdout.write(`${safe(text)}\n`)
}

export function tell(text: string): void {
  process.stderr.write(`${safe(text)}\n`)
}

export function sayError(text: string): void {
  tell(`error: ${text}`)
}

/** Lines with looks, to stdout. */
export function sayLines(lines: readonly Line[]): void {
  const isColoured = coloured(process.stdout)
  process.stdout.write(`${lines.map((line) => paint(line, isColoured).trimEnd()).join('\n')}\n`)
}

/** Shows a scan on stderr: live in a terminal, line by line elsewhere. */
export const watch = (): Progress =>
  progress(process.stderr, {
    isColoured: coloured(process.stderr),
    isLive: process.stderr.isTTY && process.env['TERM'] !== 'dumb',
    now: () => performance.now(),
  })

const coloured = ({ isTTY }: NodeJS.WriteStream): boolean => wantsColour({ environment: process.env, isTTY })

/** Names, reasons and paths may come from a file or a model; their lines stay, what a terminal or runner would obey does not. */
const safe = (text: string): string => text.split('\n').map(oneLine).join('\n')
