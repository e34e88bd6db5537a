import { z } from 'zod'
import { fileSchema } from '../src/config/schema.ts'

/** A string that names a variable: what it may be is known when the scan begins, and not to an editor. */
const fromEnvironment = { type: 'string', pattern: '\\$\\{[A-Za-z_][A-Za-z0-9_]*\\}' } as const

/**
 * The JSON Schema (draft 7, which most editors know) of redteam.toml as it is written, with variables not filled in. What
 * `redteam validate` accepts it accepts; conditions over several keys only `redteam validate` knows.
 */
export function configSchema(): Record<string, unknown> {
  const { $schema, ...schema } = z.toJSONSchema(fileSchema, {
    io: 'input',
    target: 'draft-7',
    override: ({ jsonSchema }) => {
      // Whatever fits into a number of this language is no limit of the format.
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum
      orFromEnvironment(jsonSchema)
    },
  })
  return { $schema, title: 'redteam.toml', ...schema }
}

function orFromEnvironment(schema: z.core.JSONSchema.BaseSchema): void {
  const { type, enum: choices, const: only, format, pattern, default: otherwise, ...rest } = schema
  const narrowed = Object.entries({ enum: choices, const: only, format, pattern }).filter(
    ([, value]) => value !== undefined,
  )
  if (type !== 'string' || narrowed.length === 0) return
  for (const key of Object.keys(schema)) delete schema[key]
  Object.assign(schema, rest, {
    ...(otherwise === undefined ? {} : { default: otherwise }),
    anyOf: [{ type, ...Object.fromEntries(narrowed) }, fromEnvironment],
  })
}
