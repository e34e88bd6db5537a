import { type Check, doctor, type ExitCode, healthOf } from '../app/index.ts'
import { stopOnSignals } from './signals.ts'
import { say, tell } from './terminal.ts'

/** `redteam doctor FILE`: one line for each thing that a scan needs. Exit code 2 or 3 as a scan would end. */
export async function runDoctor(path: string, { output }: { readonly output: string }): Promise<ExitCode> {
  const checks: Check[] = []
  for await (const check of doctor({ path, output, environment: process.env, signal: stopOnSignals(tell) })) {
    checks.push(check)
    say(inWords(check))
  }
  const code = healthOf(checks)
  say(code === 0 ? 'Nothing stands in the way of a scan.' : 'A scan would not get far: mend what is marked ✘.')
  return code
}

const marks = { good: '✔', bad: '✘', open: '–' } as const satisfies Record<Check['state'], string>

export const inWords = ({ state, text, todo }: Check): string =>
  `${marks[state]} ${text}${todo === undefined ? '' : `\n  ${todo}`}`
