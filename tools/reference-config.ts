import { below, type ConfigSchema, configSchema } from './config-schema.ts'
import { code, table } from './reference-table.ts'

/** A heading, its words and its keys for each table of redteam.toml. */
export const configReference = (): string[] => tablesOf(configSchema(), '')

/** `list` is the list that such tables stand in, which has their words. */
function tablesOf(schema: ConfigSchema, path: string, list?: ConfigSchema): string[] {
  const inside = [...below(schema, path)]
  const keys = inside.filter(([, inner]) => !isTable(inner))
  const rows = keys.map(([where, inner]) => [
    code(where.slice(path === '' ? 0 : path.length + 1)),
    valuesOf(inner),
    isRequired(schema, where) ? 'required' : inner.default === undefined ? '' : code(JSON.stringify(inner.default)),
    inner.description ?? '',
  ])
  const isList = schema.items !== undefined
  const deeper = inside
    .filter(([, inner]) => isTable(inner))
    .flatMap(([where, inner]) => tablesOf(inner, where, isList ? schema : undefined))
  if (rows.length === 0) return deeper
  const said = schema.description ?? list?.description
  return [
    `### ${headingOf(path, list !== undefined)}`,
    ...(said === undefined ? [] : [said]),
    table([['key', 'value', 'default', 'meaning'], ...rows]),
    ...deeper,
  ]
}

function headingOf(path: string, isList: boolean): string {
  if (path === '') return 'At the top of the file'
  const name = path.replaceAll('*', '"NAME"')
  return code(isList ? `[[${name}]]` : `[${name}]`)
}

/** Whether it has keys of its own; one whose names the user chooses is shown by what stands in it. */
const isTable = (schema: ConfigSchema): boolean =>
  schema.properties !== undefined ||
  (typeof schema.items === 'object' && !Array.isArray(schema.items) && isTable(schema.items as ConfigSchema)) ||
  (typeof schema.additionalProperties === 'object' && isTable(schema.additionalProperties as ConfigSchema))

const isRequired = ({ required = [] }: ConfigSchema, where: string): boolean =>
  required.includes(where.split('.').at(-1) ?? '')

function valuesOf(schema: ConfigSchema): string {
  const { type, enum: choices, const: only, items, anyOf } = schema
  // The other one is a variable, which every string may be.
  if (anyOf !== undefined) return valuesOf(anyOf[0] as ConfigSchema)
  if (choices !== undefined) return choices.map((choice) => code(JSON.stringify(choice))).join(', ')
  if (only !== undefined) return code(JSON.stringify(only))
  if (type === 'array') return `list of ${valuesOf((Array.isArray(items) ? items[0] : items) as ConfigSchema)}`
  if (type === 'object') return 'table of your own keys'
  const kind = Array.isArray(type) ? type.join(' or ') : (type ?? 'any value')
  return `${kind}${boundsOf(schema)}`
}

function boundsOf({ minimum, maximum, exclusiveMinimum }: ConfigSchema): string {
  const bounds = [
    exclusiveMinimum === undefined ? undefined : `above ${exclusiveMinimum}`,
    minimum === undefined ? undefined : `at least ${minimum}`,
    maximum === undefined ? undefined : `at most ${maximum}`,
  ]
  return bounds.flatMap((bound) => (bound === undefined ? [] : [`, ${bound}`])).join('')
}
