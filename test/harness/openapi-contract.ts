import { readFileSync } from 'node:fs'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { parse } from 'yaml'

interface Content {
  readonly content?: Readonly<Record<string, { readonly schema?: object }>>
}

interface Operation {
  readonly responses: Readonly<Record<string, Content | { readonly $ref: string }>>
}

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
}

/** An OpenAPI 3.1 document as a check of replies. */
export interface Contract {
  /** What a reply breaks, in words; `body` is left out where it is no JSON. */
  readonly check: (
    path: string,
    reply: { readonly status: number; readonly type: string; readonly body?: unknown },
  ) => string[]
}

/** Every reply has to be described: its status, its media type, and the schema of its body. */
export function contractOf(document: Document, id: string): Contract {
  const ajv = new Ajv2020({ strict: false, allErrors: true })
  addFormats(ajv)
  ajv.addSchema({ $id: id, ...document })
  const compiled = new Map<string, ValidateFunction>()
  const validator = (pointer: string): ValidateFunction => {
    const known = compiled.get(pointer) ?? ajv.compile({ $ref: `${id}#${pointer}` })
    compiled.set(pointer, known)
    return known
  }
  const escape = (part: string): string => part.replaceAll('~', '~0').replaceAll('/', '~1')
  return {
    check(path, { status, type, body }) {
      const response = document.paths[path]?.['post']?.responses[status]
      if (response === undefined) return [`${path}: status ${status} is not described`]
      const pointer =
        '$ref' in response ? response.$ref.slice(1) : `/paths/${escape(path)}/post/responses/${String(status)}`
      const resolved = pointer
        .split('/')
        .slice(1)
        .map((part) => decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~'))
        .reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], document) as Content
      const media = type.split(';')[0] ?? ''
      if (resolved.content?.[media] === undefined) return [`${path}: ${status} as ${type} is not described`]
      if (body === undefined) return []
      const validate = validator(`${pointer}/content/${escape(media)}/schema`)
      return validate(body) ? [] : [`${path}: ${ajv.errorsText(validate.errors)}`]
    },
  }
}

/** The part of the API that its clients rely on. */
export const virtueRed = (): Contract =>
  contractOf(
    parse(readFileSync(new URL('../contracts/virtuered.openapi.yaml', import.meta.url), 'utf8')) as Document,
    'virtuered',
  )
