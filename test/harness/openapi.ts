import { readFileSync } from 'node:fs'
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv'
import addFormats from 'ajv-formats'

interface Reference {
  readonly $ref: string
}

interface Schema {
  readonly type?: string
  readonly properties?: Readonly<Record<string, unknown>>
}

interface Parameter {
  readonly name: string
  readonly in: string
  readonly schema: Schema
}

interface Content {
  readonly content?: Readonly<Record<string, { readonly schema?: Schema | Reference }>>
}

/** One operation of the description. */
export interface Operation {
  readonly operationId: string
  readonly parameters?: readonly (Parameter | Reference)[]
  readonly requestBody?: Content
  readonly responses: Readonly<Record<string, Content | Reference>>
}

/** An operation, with the path parameters that a request gave it. */
export interface Route {
  readonly operation: Operation
  readonly params: Readonly<Record<string, string>>
}

/** What the description has to say about a request's body. */
interface BodyCheck {
  /** Breaches of the schema, each of which GitHub answers with 422. */
  readonly errors: readonly ErrorObject[]
  /** Fields that GitHub would silently ignore. */
  readonly undescribed: readonly string[]
}

/** GitHub's published description of its REST calls, as checks. */
export interface Description {
  readonly find: (method: string, pathname: string) => Route | undefined
  /** Path and query against the description, in words. */
  readonly checkParameters: (route: Route, query: Readonly<Record<string, string>>) => string[]
  /** Undefined when the operation takes no JSON body. */
  readonly checkBody: (operation: Operation, body: unknown) => BodyCheck | undefined
  readonly takesBody: (operation: Operation) => boolean
  /** A reply against the description, in words. */
  readonly checkReply: (operation: Operation, status: number, body: unknown) => string[]
}

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
}

const allowNull = (_: string, value: unknown): unknown => {
  const schema = value as { nullable?: unknown; enum?: unknown; type?: unknown } | null
  if (schema?.nullable !== true) return value
  // Ajv knows `nullable` beside `type` only.
  if (schema.type === undefined) {
    const { nullable: __, ...others } = schema
    return { anyOf: [others, { type: 'null' }] }
  }
  const listed = Array.isArray(schema.enum) ? (schema.enum as unknown[]) : undefined
  // OpenAPI 3.0's `nullable` beside `enum` means null too; JSON Schema needs it in the list.
  return listed && !listed.includes(null) ? { ...schema, enum: [...listed, null] } : value
}

const isReference = (value: object): value is Reference => '$ref' in value

const coerce = (text: string, { type }: Schema): unknown => {
  if (type === 'integer' && /^-?\d+$/.test(text)) return Number(text)
  return type === 'boolean' ? text === 'true' : text
}

const schemaOf = (holder: Content | undefined): Schema | Reference | undefined =>
  holder?.content?.['application/json']?.schema

interface Template {
  readonly method: string
  readonly pattern: RegExp
  readonly holes: number
  readonly operation: Operation
}

const templatesOf = (document: Document): Template[] =>
  Object.entries(document.paths)
    .flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({
        method: method.toUpperCase(),
        pattern: new RegExp(`^${path.replaceAll(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`),
        holes: path.split('{').length,
        operation,
      })),
    )
    // `issues/comments/{id}` before `issues/{number}/comments`.
    .sort((a, b) => a.holes - b.holes)

/** Reads `github-subset.json`, cut from npm `@octokit/openapi` (MIT): the calls that the action may make. */
export const readDescription = (): Description => {
  const text = readFileSync(new URL('github-subset.json', import.meta.url), 'utf8')
  const document = JSON.parse(text, allowNull) as Document
  const templates = templatesOf(document)
  const ajv = new Ajv({ strict: false, allErrors: true })
  addFormats(ajv)
  ajv.addSchema({ $id: 'github', ...document })

  const resolve = <T extends object>(value: T | Reference): T => {
    if (!isReference(value)) return value
    const [, ...keys] = value.$ref.split('/')
    return keys.reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], document) as T
  }

  const compiled = new Map<object, ValidateFunction>()
  const validator = (schema: object): ValidateFunction => {
    const known = compiled.get(schema)
    if (known) return known
    const absolute = JSON.parse(JSON.stringify(schema), (key, value: unknown) =>
      key === '$ref' && typeof value === 'string' ? value.replace(/^#/, 'github#') : value,
    ) as object
    const validate = ajv.compile(absolute)
    compiled.set(schema, validate)
    return validate
  }
  const problems = (schema: object, value: unknown): readonly ErrorObject[] => {
    const validate = validator(schema)
    return validate(value) ? [] : (validate.errors ?? [])
  }
  const inWords = (errors: readonly ErrorObject[]): string[] => (errors.length > 0 ? [ajv.errorsText([...errors])] : [])

  return {
    find: (method, pathname) => {
      for (const { operation, pattern, method: expected } of templates) {
        const match = expected === method ? pattern.exec(pathname) : null
        if (!match) continue
        const params = Object.entries(match.groups ?? {}).map(([key, value]) => [key, decodeURIComponent(value)])
        return { operation, params: Object.fromEntries(params) as Record<string, string> }
      }
      return undefined
    },
    checkParameters: ({ operation, params }, query) => {
      const described = (operation.parameters ?? []).map((parameter) => resolve(parameter))
      const check = (place: 'path' | 'query', values: Readonly<Record<string, string>>): string[] =>
        Object.entries(values).flatMap(([name, value]) => {
          const parameter = described.find((one) => one.in === place && one.name === name)
          if (!parameter) return [`${place} ${name} is not described`]
          return inWords(problems(parameter.schema, coerce(value, parameter.schema))).map(
            (words) => `${place} ${name}: ${words}`,
          )
        })
      return [...check('path', params), ...check('query', query)]
    },
    takesBody: (operation) => schemaOf(operation.requestBody) !== undefined,
    checkBody: (operation, body) => {
      const schema = schemaOf(operation.requestBody)
      if (!schema) return undefined
      const fields = Object.keys(resolve(schema).properties ?? {})
      const given = typeof body === 'object' && body !== null ? Object.keys(body) : []
      return {
        errors: problems(schema, body),
        undescribed: fields.length > 0 ? given.filter((field) => !fields.includes(field)) : [],
      }
    },
    checkReply: (operation, status, body) => {
      const described = operation.responses[String(status)]
      if (!described) return [`status ${status} is not described`]
      const schema = schemaOf(resolve(described))
      return schema ? inWords(problems(schema, body)) : []
    },
  }
}
