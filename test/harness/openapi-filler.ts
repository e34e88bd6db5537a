import { readFileSync } from 'node:fs'

interface Schema {
  readonly $ref?: string
  readonly type?: string
  readonly format?: string
  readonly enum?: readonly unknown[]
  readonly nullable?: boolean
  readonly required?: readonly string[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly allOf?: readonly Schema[]
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
}

interface Document {
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> }
}

/** Objects that GitHub's description is content with: what it requires and no test looks at. */
export const readFillers = (): ((name: string) => Record<string, unknown>) => {
  const text = readFileSync(new URL('github-subset.json', import.meta.url), 'utf8')
  const { schemas } = (JSON.parse(text) as Document).components
  const named = (name: string): Schema => schemas[name] ?? {}
  return (name) => filler(named(name), named) as Record<string, unknown>
}

const filler = (schema: Schema, named: (name: string) => Schema): unknown => {
  if (schema.$ref !== undefined) return filler(named(schema.$ref.split('/').at(-1) ?? ''), named)
  if (schema.nullable === true) return null
  const [part] = schema.allOf ?? schema.anyOf ?? schema.oneOf ?? []
  if (part !== undefined) return filler(part, named)
  if (schema.enum !== undefined) return schema.enum[0]
  if (schema.type === 'array') return []
  if (schema.type === 'integer' || schema.type === 'number') return 1
  if (schema.type === 'boolean') return false
  if (schema.type === 'string') return textOf(schema)
  const { required = [], properties = {} } = schema
  return Object.fromEntries(required.map((key) => [key, filler(properties[key] ?? {}, named)]))
}

const textOf = ({ format }: Schema): string => {
  if (format === 'uri') return 'https://example.test/'
  return format === 'date-time' ? '2026-01-01T00:00:00Z' : 'x'
}
