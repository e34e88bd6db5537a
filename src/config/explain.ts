import type { z } from 'zod'
import { didYouMean } from '../core/nearest.ts'
import type { Path } from './interpolate.ts'
import { fileSchema } from './schema.ts'

/** A complaint of the schema in words: what is wrong, what is allowed, and what was probably meant. */
export interface Explained {
  readonly path: Path
  readonly message: string
}

/** What is explained; redteam.toml when nothing is said. */
export interface ExplainOptions {
  readonly schema?: unknown
  /** How a key that is missing is given. */
  readonly howTo?: (path: Path, value: unknown) => string
}

/** `value` is the file before `${NAME}` was filled in, so that no complaint repeats what came from the environment. */
export function explain(
  issue: z.core.$ZodIssue,
  value: unknown,
  { schema = fileSchema, howTo = howToSet }: ExplainOptions = {},
): Explained[] {
  const path = issue.path.map((part) => (typeof part === 'symbol' ? String(part) : part))
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownKey(path, key, schema))
  const name = showPath(path)
  const isAbsent = valueAt(value, path) === undefined
  if (isAbsent) return [{ path, message: `${name} is missing. ${howTo(path, value)}` }]
  return [{ path, message: `${name} ${problem(issue, valueAt(value, path))}.` }]
}

function unknownKey(table: Path, key: string, schema: unknown): Explained {
  const path = [...table, key]
  const known = keysAt(table, schema)
  return { path, message: `Unknown key ${showPath(path)}.${didYouMean(key, known)} Known here: ${known.join(', ')}.` }
}

function problem(issue: z.core.$ZodIssue, value: unknown): string {
  if (issue.code === 'invalid_type') return `must be ${article(issue.expected)}, not ${show(value)}`
  if (issue.code === 'invalid_value')
    return `must be ${issue.values.map((allowed) => JSON.stringify(allowed)).join(' or ')}, not ${show(value)}`
  if (issue.code === 'too_small') return tooSmall(issue, value)
  if (issue.code === 'too_big') return tooBig(issue, value)
  if (issue.code === 'invalid_format')
    return `must be an http or https address such as "https://api.openai.com/v1", not ${show(value)}`
  if (issue.code === 'invalid_union') return `must be ${alternatives(issue)}, not ${show(value)}`
  return `is not valid: ${issue.message}`
}

const alternatives = ({ errors }: z.core.$ZodIssueInvalidUnion): string =>
  errors
    .flatMap((issues) => issues.flatMap((one) => (one.code === 'invalid_type' ? article(one.expected) : [])))
    .join(' or ')

const tooSmall = ({ origin, inclusive, minimum }: z.core.$ZodIssueTooSmall, value: unknown): string =>
  origin === 'string'
    ? 'must not be empty'
    : Array.isArray(value)
      ? 'must be ["text"]'
      : `must be ${bound(inclusive, 'at least', 'more than')} ${minimum}, not ${show(value)}`

const tooBig = ({ inclusive, maximum }: z.core.$ZodIssueTooBig, value: unknown): string =>
  Array.isArray(value)
    ? 'must be ["text"]: this engine tests text only'
    : `must be ${bound(inclusive, 'at most', 'less than')} ${maximum}, not ${show(value)}`

const bound = (isInclusive: boolean | undefined, within: string, beyond: string): string =>
  isInclusive === false ? beyond : within

const article = (type: string): string => {
  const words: Record<string, string> = {
    int: 'a whole number',
    number: 'a number',
    string: 'a string',
    boolean: 'true or false',
    array: 'a list',
    object: 'a table',
    record: 'a table',
    tuple: '["text"]',
  }
  return words[type] ?? type
}

/** Long or secret-looking values are not repeated. */
const show = (value: unknown): string => {
  if (typeof value === 'string') return value.length > 60 ? 'this string' : JSON.stringify(value)
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  return Array.isArray(value) ? 'a list' : 'a table'
}

const howToSet = (path: Path, value: unknown): string => {
  const key = path.at(-1)
  if (key === 'name' && valueAt(value, [...path.slice(0, -1), 'file']) !== undefined)
    return 'Add name = "…" to it: what reports call the prompts of this file.'
  const example = key === 'api_key' ? '${OPENAI_API_KEY}' : examples.get(String(key))
  const table = path.slice(0, -1)
  const where = table.length === 0 ? '' : ` under [${table.join('.')}]`
  return example === undefined ? `Add it${where}.` : `Add ${String(key)} = "${example}"${where}.`
}

const examples = new Map([
  ['base_url', 'https://api.openai.com/v1'],
  ['model_name', 'gpt-4o'],
  ['name', 'Healthcare Risks'],
])

/** `scan.datasets[1].name`, with quotes round parts that are not plain words. */
export function showPath(path: Path): string {
  return path
    .map((part, i) => {
      if (typeof part === 'number') return `[${part}]`
      const word = /^[\w-]+$/u.test(part) ? part : JSON.stringify(part)
      return i === 0 ? word : `.${word}`
    })
    .join('')
}

/** What stands at a key; nothing when the way there is blocked. */
export function valueAt(root: unknown, path: Path): unknown {
  return path.reduce<unknown>((value, key) => {
    if (typeof value !== 'object' || value === null) return undefined
    return (value as Record<string | number, unknown>)[key]
  }, root)
}

/** The keys a table may have, read from the schema itself. */
function keysAt(table: Path, root: unknown): string[] {
  let schema = root
  for (const part of table) schema = typeof part === 'number' ? inner(schema, 'element') : inner(schema, 'shape', part)
  const shape = unwrap(schema)?.shape
  return shape === undefined ? [] : Object.keys(shape)
}

interface SchemaNode {
  readonly shape?: Record<string, unknown>
  readonly element?: unknown
  readonly valueType?: unknown
  readonly def?: { readonly innerType?: unknown }
}

function inner(schema: unknown, kind: 'element' | 'shape', key?: string): unknown {
  const node = unwrap(schema)
  if (kind === 'element') return node?.element
  return node?.shape?.[key ?? ''] ?? node?.valueType
}

/** Defaults and optional marks lie round the schema that matters. */
function unwrap(schema: unknown): SchemaNode | undefined {
  const node = schema as SchemaNode | undefined
  return node?.def?.innerType === undefined ? node : unwrap(node.def.innerType)
}
