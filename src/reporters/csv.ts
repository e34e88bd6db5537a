import { severityNames } from '../core/behavior.ts'
import type { CaseResult } from '../core/case.ts'
import { breakCommands, excerpt } from '../core/neutralise.ts'
import type { Reporter } from '../core/reporter.ts'

/** results.csv: one row per case for spreadsheets. RFC 4180, with a byte order mark, because Excel takes anything else for Latin-1. */
export const csv: Reporter = {
  id: 'csv',
  file: 'results.csv',
  mediaType: 'text/csv',
  async *render({ results }) {
    yield `\ufeff${row(Object.keys(columns))}`
    for await (const result of results()) yield row(Object.values(columns).map((read) => read(result)))
  },
}

const columns = {
  id: ({ id }) => id,
  dataset: ({ dataset }) => dataset,
  subcategory: ({ subcategory }) => subcategory,
  attack: ({ attack }) => attack,
  repetition: ({ repetition }) => repetition,
  language: ({ language }) => language,
  expected: ({ expected }) => expected,
  severity: ({ severity }) => severityNames[severity],
  verdict: ({ verdict }) => verdict,
  outcome: ({ outcome }) => outcome,
  harm: ({ harm }) => harm,
  confidence: ({ confidence }) => confidence,
  rule: ({ rule }) => rule,
  judge: ({ judge }) => judge,
  requests: ({ requests }) => requests,
  reason: ({ reason }) => reason,
  prompt: ({ prompt }) => prompt,
  answer: ({ attempts }) => attempts.at(-1)?.reply.text ?? '',
} satisfies Record<string, (result: CaseResult) => string | number>

const row = (cells: readonly (string | number)[]): string => `${cells.map(cell).join(',')}\r\n`

/** Excel's own limit for a cell is 32,767 characters, quotation marks and the apostrophe included. */
const mostCharacters = 32_000

/**
 * A spreadsheet runs what begins with one of these, whether quoted or not, and some of them after white space (OWASP, CSV
 * injection); a leading apostrophe makes it text.
 */
const formula = /^\s*[=+\-@|\t]/u

function cell(value: string | number): string {
  if (typeof value === 'number') return String(value)
  const text = breakCommands(excerpt(value, mostCharacters))
  return `"${(formula.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`
}
