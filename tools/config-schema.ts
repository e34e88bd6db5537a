import { z } from 'zod'
import { fileSchema } from '../src/config/schema.ts'
import { exampleComments } from './example-comments.ts'

/** A string that names a variable: what it may be is known when the scan begins, and not to an editor. */
const fromEnvironment = { type: 'string', pattern: '\\$\\{[A-Za-z_][A-Za-z0-9_]*\\}' } as const

/**
 * The JSON Schema (draft 7, which most editors know) of redteam.toml as it is written, with variables not filled in. What
 * `redteam validate` accepts it accepts; conditions over several keys only `redteam validate` knows.
 */
export function configSchema(comments = exampleComments()): ConfigSchema {
  const schema: ConfigSchema = z.toJSONSchema(fileSchema, {
    io: 'input',
    target: 'draft-7',
    override: ({ jsonSchema }) => {
      // Whatever fits into a number of this language is no limit of the format.
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum
      orFromEnvironment(jsonSchema)
    },
  })
  describe(schema, '', comments)
  return { title: 'redteam.toml', ...schema }
}

export type ConfigSchema = z.core.JSONSchema.BaseSchema

/** Where a schema may stand below another one; the path of an item is that of its array. */
export function* below(schema: ConfigSchema, path: string): Iterable<readonly [string, ConfigSchema]> {
  const under = (key: string): string => (path === '' ? key : `${path}.${key}`)
  for (const [key, value] of Object.entries(schema.properties ?? {})) yield [under(key), value as ConfigSchema]
  const { items, additionalProperties: others } = schema
  if (typeof items === 'object' && !Array.isArray(items)) yield [path, items as ConfigSchema]
  if (typeof others === 'object') yield [under('*'), others as ConfigSchema]
}

function describe(schema: ConfigSchema, path: string, comments: ReadonlyMap<string, string>): void {
  for (const [where, inner] of below(schema, path)) {
    // The example says once what the tables of all models have in common.
    const said = comments.get(where) ?? comments.get(where.replace(/^(?:judge|attacker)\./u, 'model.'))
    if (said !== undefined && where !== path) inner.description = said
    describe(inner, where, comments)
  }
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
