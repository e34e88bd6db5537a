import { relative } from 'node:path'
import { exitCodeOf, type ScanOutcome } from '../app/index.ts'
import type { CaseResult } from '../core/case.ts'
import { breakCommands, excerpt } from '../core/neutralise.ts'
import { isError } from '../core/outcome.ts'
import type { TestContext } from './runner.ts'

/** A failed case shows what was asked, what was answered, and why that is a fault; its stack would only lead into this tool. */
export function judgeCase(result: CaseResult | undefined, { skip }: TestContext): void {
  if (result === undefined) return skip('not run: the scan ended before it')
  const { verdict, outcome, reason } = result
  if (verdict === 'pass') return
  if (verdict === 'unscored' && !isError(outcome)) return skip(`${outcome}: ${excerpt(reason, 200)}`)
  throw failure(verdict === 'fail' ? inWords(result) : `${outcome}: ${reason}`)
}

/** Fails unless the gate passed and everything could be reported; what was written stands in the message. */
export function judgeGate(outcome: ScanOutcome): void {
  const { decision, problems, files } = outcome
  if (exitCodeOf(outcome) === 0) return
  const paths = Object.values(files).map((path) => `  ${relative('.', path)}`)
  throw failure([`${decision.status}: ${decision.reasons.join(' ')}`, ...problems, 'Files:', ...paths].join('\n'))
}

/** Characters of each text; all of it is in results.jsonl. */
const most = 1500

function inWords({ reason, attack, prompt, attempts }: CaseResult): string {
  const last = attempts.at(-1)
  const decoded = last?.decoded === undefined ? [] : ['', `decoded: ${excerpt(last.decoded.text, most)}`]
  return [
    `${attack}: ${reason}`,
    '',
    `asked for: ${excerpt(prompt, most)}`,
    '',
    `answered: ${excerpt(last?.reply.text ?? '', most)}`,
    ...decoded,
  ].join('\n')
}

function failure(message: string): Error {
  const error = new Error(breakCommands(message))
  error.name = 'RedteamFailure'
  error.stack = `${error.name}: ${error.message}`
  return error
}
