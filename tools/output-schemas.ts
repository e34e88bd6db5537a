import { createGenerator, type Schema } from 'ts-json-schema-generator'
import { getOrMake } from '../src/core/get-or-make.ts'

/** The types of what is written; their comments become the descriptions. */
const types = {
  'summary.json': { path: 'src/core/summary-file.ts', type: 'SummaryFile', title: 'summary.json' },
  'results.jsonl': { path: 'src/core/case.ts', type: 'CaseResult', title: 'One line of results.jsonl' },
} as const

export type OutputFile = keyof typeof types

/**
 * The JSON Schema (draft 7) of a file that a scan writes, made from the type it is written by. Later versions may write more fields, so
 * what is published lets others be; `strict` refuses them.
 */
export const outputSchema = (file: OutputFile, { strict = false } = {}): Schema =>
  getOrMake(made, `${file} ${strict}`, () => make(file, strict))

/** Reading the types takes seconds. */
const made = new Map<string, Schema>()

function make(file: OutputFile, strict: boolean): Schema {
  const { path, type, title } = types[file]
  const generator = createGenerator({
    path,
    type,
    tsconfig: 'tsconfig.json',
    // `npm run check` does it.
    skipTypeCheck: true,
    topRef: false,
    sortProps: false,
    additionalProperties: !strict,
    functions: 'fail',
  })
  return { title, ...generator.createSchema(type) }
}
