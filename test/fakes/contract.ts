import { readFileSync } from 'node:fs'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { parse } from 'yaml'
import { getOrMake } from '../../src/core/get-or-make.ts'

type Schema = Readonly<Record<string, unknown>>

interface Parameter {
  readonly name: string
  readonly in: string
  readonly required?: boolean
}

interface Content {
  readonly content?: Readonly<Record<string, { readonly schema?: Schema }>>
}

interface Operation {
  readonly operationId: string
  readonly parameters?: readonly (Parameter | { readonly $ref: string })[]
  readonly requestBody?: Content | { readonly $ref: string }
  readonly responses: Readonly<Record<string, Content | { readonly $ref: string }>>
}

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
}

/** A request as it was sent. */
export interface Asked {
  readonly method: string
  readonly path: string
  readonly query: URLSearchParams
  /** Parsed where it is JSON, else the text; undefined without a body. */
  readonly body: unknown
  readonly type: string
  readonly headers: Headers
}

/** A service's published description (OpenAPI 3.1), as checks. Complaints are in words; none means that all is well. */
export interface Contract {
  readonly operation: (asked: Pick<Asked, 'method' | 'path'>) => string | undefined
  readonly checkRequest: (asked: Asked) => string[]
  readonly checkAnswer: (asked: Asked, status: number, body: unknown, type: string) => string[]
}

const known = new Map<string, Contract>()

/** `test/contracts/<name>.openapi.yaml`, read once: compiling its schemas takes longer than most tests. */
export const contractOf = (name: string): Contract => getOrMake(known, name, () => readContract(name))

function readContract(name: string): Contract {
  const text = readFileSync(new URL(`../contracts/${name}.openapi.yaml`, import.meta.url), 'utf8')
  const document = parse(text) as Document
  const ajv = new Ajv2020({ strict: false, allErrors: true })
  addFormats(ajv)
  ajv.addSchema({ $id: name, ...document })
  const resolve = <T extends object>(value: T | { readonly $ref: string }): T => {
    if (!('$ref' in value) || typeof value.$ref !== 'string') return value as T
    const [, ...keys] = value.$ref.split('/')
    return keys.reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], document) as T
  }
  const compiled = new Map<object, ValidateFunction>()
  const problems = (schema: Schema, value: unknown): string[] => {
    let validate = compiled.get(schema)
    if (validate === undefined) {
      const absolute = JSON.stringify(schema).replaceAll('"$ref":"#', `"$ref":"${name}#`)
      validate = ajv.compile(JSON.parse(absolute) as object)
      compiled.set(schema, validate)
    }
    return validate(value) ? [] : [ajv.errorsText(validate.errors)]
  }
  const templates = Object.entries(document.paths)
    .map(([path, methods]) => ({
      path,
      methods,
      pattern: new RegExp(`^${path.replaceAll(/\{\w+\}/gu, '[^/]+')}$`, 'u'),
    }))
    // `scan/start` before `scan/{id}`.
    .toSorted((a, b) => a.path.split('{').length - b.path.split('{').length)
  const find = ({ method, path }: Pick<Asked, 'method' | 'path'>): Operation | undefined =>
    templates.find(({ pattern, methods }) => pattern.test(path) && method.toLowerCase() in methods)?.methods[
      method.toLowerCase()
    ]
  return {
    operation: (asked) => find(asked)?.operationId,
    checkRequest(asked) {
      const operation = find(asked)
      const where = `${asked.method} ${asked.path}`
      if (operation === undefined) return [`${where} is no operation`]
      const parameters = (operation.parameters ?? [])
        .map((one) => resolve<Parameter>(one))
        .filter((one) => one.in === 'query')
      const unknown = [...asked.query.keys()].filter((key) => !parameters.some((one) => one.name === key))
      const absent = parameters.filter((one) => one.required === true && !asked.query.has(one.name))
      const content = operation.requestBody && resolve<Content>(operation.requestBody).content
      const schema = content?.[asked.type]?.schema
      return [
        ...unknown.map((key) => `${where}: the query ${key} is not described`),
        ...absent.map((one) => `${where}: the query ${one.name} is missing`),
        ...(asked.body !== undefined && schema === undefined ? [`${where} takes no body of type ${asked.type}`] : []),
        ...(schema === undefined ? [] : bodyProblems(schema, asked.body).map((problem) => `${where}: ${problem}`)),
      ]
    },
    checkAnswer(asked, status, body, type) {
      const operation = find(asked)
      const where = `${asked.method} ${asked.path} ${status}`
      if (operation === undefined) return [`${where}: no such operation`]
      const described = operation.responses[String(status)]
      if (described === undefined) return [`${where} is not described`]
      const schema = resolve<Content>(described).content?.[type]?.schema
      if (schema === undefined) return [`${where} has no answer of type ${type}`]
      return type === 'application/json' ? problems(schema, body).map((problem) => `${where}: ${problem}`) : []
    },
  }

  /** Schema, and fields that it does not know: a strict server refuses those. */
  function bodyProblems(schema: Schema, body: unknown): string[] {
    const { properties } = resolve<Schema>(schema) as { readonly properties?: object }
    const given = typeof body === 'object' && body !== null ? Object.keys(body) : []
    const known = Object.keys(properties ?? {})
    return [
      ...problems(schema, body),
      ...(known.length === 0
        ? []
        : given.filter((key) => !known.includes(key)).map((key) => `${key} is not described`)),
    ]
  }
}
