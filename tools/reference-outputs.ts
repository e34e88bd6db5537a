import { reporters } from '../src/reporters/index.ts'
import { type OutputFile, outputSchema } from './output-schemas.ts'
import { code, table } from './reference-table.ts'

/** What is in each file of the output folder. */
const contents: Readonly<Record<string, string>> = {
  'results.jsonl':
    'One case a line, in the order of their ids: what was asked, answered and judged. `schema/results.schema.json`.',
  [reporters.summary.file]:
    'Figures, scores, intervals, the worst failures and what the gate decided. `schema/summary.schema.json`.',
  [reporters.html.file]: 'Every transcript, to be searched in a browser; one file that loads nothing.',
  [reporters.pdf.file]: 'To be passed on: figures, changes, top findings, limits.',
  [reporters.markdown.file]: 'What the job summary shows, and the comment where it fits.',
  [reporters.junit.file]:
    'JUnit XML: a flat suite for each dataset, a case for each case. `[report]` says what fails and in which form.',
  [reporters.sarif.file]: 'SARIF 2.1.0: a rule for each subcategory, a result for each failed case.',
  [reporters.csv.file]: 'One case a row, for spreadsheets (RFC 4180, UTF-8 with a byte order mark).',
  'history.jsonl': 'One scan a line, carried on from the baseline: date, commit, gate, score and its interval.',
  'requests.jsonl':
    'One request a line: when, to whom, how long, tries, tokens, status. Nothing of what was asked or answered.',
  'journal.jsonl':
    'Every reply as it came: what a scan goes on with. Its form may change with any version; it is not uploaded with the rest.',
  'redteam-results.zip': 'All of these in one file, but for requests and journal.',
  'shard.json': 'Of a shard: what the merge has to know.',
  'service.json': "Of a hosted service's scan: its id there, with which `--resume` goes on.",
}

/** The files of a scan's output folder. */
export const outputNames: readonly string[] = Object.keys(contents)

export const outputReference = (): string[] => [
  'All lie in the output folder (`--output`, `output-dir`). Those of `[report] formats` are written as asked, and the others always. Dates are ISO 8601 in UTC, scores run from 0 to 100 and rates from 0 to 1. `format` is 1 for as long as fields are only added.',
  table([['file', 'what is in it'], ...Object.entries(contents).map(([name, text]) => [code(name), text])]),
  ...fieldsOf('summary.json'),
  ...fieldsOf('results.jsonl'),
]

function fieldsOf(file: OutputFile): string[] {
  const schema = outputSchema(file)
  const rows = fieldRows(schema, schema.definitions ?? {}, '')
  return [`### ${code(file)}`, table([['field', 'value', 'meaning'], ...rows])]
}

type Schema = ReturnType<typeof outputSchema>
type Definitions = NonNullable<Schema['definitions']>

/** As deep as tables are read with pleasure; the schema has the rest. */
const deepest = 2

function fieldRows(schema: Schema, definitions: Definitions, path: string, depth = 1): string[][] {
  const required = new Set(schema.required)
  return Object.entries(schema.properties ?? {}).flatMap(([name, given]) => {
    if (typeof given === 'boolean') return []
    const inner = resolved(given, definitions)
    const where = path === '' ? name : `${path}.${name}`
    const missing = required.has(name) ? '' : ' or missing'
    const row = [code(where), `${valueOf(given, definitions)}${missing}`, given.description ?? inner.description ?? '']
    const isTable = inner.properties !== undefined && countsIn(inner) === undefined && depth < deepest
    return [row, ...(isTable ? fieldRows(inner, definitions, where, depth + 1) : [])]
  })
}

function resolved(schema: Schema, definitions: Definitions): Schema {
  const found =
    schema.$ref === undefined ? schema : definitions[decodeURIComponent(schema.$ref.replace('#/definitions/', ''))]
  return typeof found === 'object' ? found : schema
}

/** The names in an object that holds nothing but numbers, which explain themselves together. */
function countsIn({ properties = {} }: Schema): string[] | undefined {
  const isBare = (one: unknown): boolean =>
    Object.keys(one as Schema).join() === 'type' && (one as Schema).type === 'number'
  return Object.keys(properties).length > 0 && Object.values(properties).every(isBare)
    ? Object.keys(properties)
    : undefined
}

function valueOf(schema: Schema, definitions: Definitions): string {
  const found = resolved(schema, definitions)
  const { type, const: only, enum: choices, anyOf, items, additionalProperties: others } = found
  const counts = countsIn(found)
  if (counts !== undefined) return `numbers ${counts.map(code).join(', ')}`
  const of = (one: unknown): string => valueOf(one as Schema, definitions)
  if (only !== undefined) return code(JSON.stringify(only))
  if (choices !== undefined) return choices.map((choice) => code(JSON.stringify(choice))).join(', ')
  if (anyOf !== undefined) return [...new Set(anyOf.map(of))].join(' or ')
  if (type === 'array') return items === undefined ? 'list' : `list of ${of(items)}`
  if (type === 'object') return typeof others === 'object' ? `by name: ${of(others)}` : 'object'
  return Array.isArray(type) ? type.join(' or ') : (type ?? 'any value')
}
