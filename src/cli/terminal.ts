import { oneLine } from '../core/neutralise.ts'

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

/** Names, reasons and paths may come from a file or a model; their lines stay, what a terminal or runner would obey does not. */
const safe = (text: string): string => text.split('\n').map(oneLine).join('\n')
