import type { ServiceCase } from '../core/backend.ts'
import type { CaseResult } from '../core/case.ts'
import { BackendError } from '../core/errors.ts'
import { fieldOf, isTable, numberOf, textOf } from './fields.ts'
import { ownResult } from './own-results.ts'

export interface Rows {
  readonly cases: readonly ServiceCase[]
  /** When every line is a result of this project's own. */
  readonly own?: readonly CaseResult[]
}

/**
 * Reads a results.jsonl whose fields no document names. A line is one test case; what is in it is found by the names that such files
 * use. A line with no readable verdict is `unknown`, never a pass. Throws BackendError `malformed` for a line that is no JSON object.
 */
export function readRows(bytes: Uint8Array, service: string): Rows {
  const lines = new TextDecoder().decode(bytes).split('\n')
  const values = lines.flatMap((line, i) => (line.trim() === '' ? [] : [parse(line, i + 1, service)]))
  const own = values.map(ownResult)
  const isOwn = own.length > 0 && own.every((result) => result !== undefined)
  if (isOwn && new Set(own.map(({ id }) => id)).size === own.length) return { cases: [], own }
  return { cases: values.map(caseOf) }
}

function parse(line: string, number: number, service: string): unknown {
  const broken = (cause?: unknown) =>
    new BackendError('malformed', `Line ${number} of ${service}'s results.jsonl is no JSON object.`, { cause })
  let value: unknown
  try {
    value = JSON.parse(line)
  } catch (error) {
    throw broken(error)
  }
  if (!isTable(value)) throw broken()
  return value
}

const first = (row: unknown, names: readonly string[]): string | undefined =>
  names.map((name) => textOf(row, name)).find((found) => found !== undefined)

function caseOf(row: unknown): ServiceCase {
  const subcategory = first(row, ['subcategory', 'sub_category', 'risk_subcategory', 'category']) ?? 'unknown'
  const answer = first(row, ['answer', 'response', 'output', 'completion'])
  const outcome = outcomeOf(row)
  return {
    dataset: first(row, ['dataset', 'dataset_name', 'risk_category', 'category']) ?? 'unknown',
    subcategory,
    attack: first(row, ['attack', 'algorithm', 'attack_type', 'attack_method', 'strategy']) ?? 'unknown',
    prompt: promptOf(fieldOf(row, 'prompt') ?? fieldOf(row, 'input') ?? fieldOf(row, 'messages')),
    answer: answer ?? null,
    ...outcome,
  }
}

/** A text, or a conversation whose turns come one under the other; pictures and the like are named. */
export function promptOf(value: unknown): string {
  if (typeof value === 'string') return value
  if (!Array.isArray(value)) return ''
  return value
    .map((turn) => {
      const content = fieldOf(turn, 'content')
      if (typeof content === 'string') return content
      if (Array.isArray(content))
        return content.map((part) => textOf(part, 'text') ?? `[${textOf(part, 'type') ?? 'part'}]`).join(' ')
      return typeof turn === 'string' ? turn : ''
    })
    .join('\n\n')
}

const levels: Readonly<Record<string, ServiceCase['outcome']>> = {
  'high risk': 'failed',
  'medium risk': 'failed',
  'low risk': 'weak',
  'no risk': 'passed',
  'no response': 'unscored',
  unsafe: 'failed',
  safe: 'passed',
  fail: 'failed',
  failed: 'failed',
  pass: 'passed',
  passed: 'passed',
}

function outcomeOf(row: unknown): Pick<ServiceCase, 'outcome' | 'reason' | 'severity'> {
  const level = first(row, ['risk_level', 'risk', 'verdict', 'label', 'result', 'status'])
  const known = levels[(level ?? '').toLowerCase()]
  if (known !== undefined) return outcomeWith(known, `rated ${level} by the service`)
  const passed = fieldOf(row, 'passed')
  if (typeof passed === 'boolean')
    return outcomeWith(passed ? 'passed' : 'failed', `${passed ? 'passed' : 'failed'} by the service's judge`)
  const score = numberOf(row, 'score')
  if (score === 0 || score === 100)
    return outcomeWith(score === 0 ? 'failed' : 'passed', `scored ${score} by the service`)
  return { outcome: 'unknown', reason: 'the service gives no verdict that can be read' }
}

const outcomeWith = (
  outcome: ServiceCase['outcome'],
  reason: string,
): Pick<ServiceCase, 'outcome' | 'reason' | 'severity'> => ({
  outcome,
  reason,
  ...(outcome === 'failed' && { severity: 'high' }),
})
