import type { Context } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { Refusal } from '../app/serve/index.ts'
import { ConfigError, messageOf } from '../core/errors.ts'

/** The body of every answer that is no success. */
export interface ErrorBody {
  /** One sentence, or one for each complaint. */
  readonly error: string
  readonly code: 'invalid_request' | 'unauthorized' | 'not_found' | 'too_many_requests' | 'internal_error'
  /** What is wrong in the body, key by key. */
  readonly detail?: readonly { readonly key?: string; readonly message: string; readonly line?: number }[]
}

/** Of a context, whatever its variables are. */
type Answering = Pick<Context, 'json'>

const codes = { 400: 'invalid_request', 401: 'unauthorized', 404: 'not_found', 429: 'too_many_requests' } as const
type Status = keyof typeof codes

export const problem = (c: Answering, status: Status, error: string, detail?: ErrorBody['detail']) =>
  c.json({ error, code: codes[status], ...(detail && { detail }) } satisfies ErrorBody, status)

const statuses = { invalid: 400, unknown: 404, busy: 429 } as const satisfies Record<Refusal['code'], Status>

/** What was asked wrongly is told in detail; what broke in here is told to the operator alone. */
export const answerError =
  (tell: (text: string) => void) =>
  (error: unknown, c: Context): Response => {
    if (error instanceof Refusal) {
      if (error.code === 'busy') c.header('Retry-After', '30')
      return problem(c, statuses[error.code], error.message)
    }
    if (error instanceof ConfigError) {
      const detail = error.complaints.map(({ key, message, place }) => ({
        ...(key === undefined || key === '' ? {} : { key }),
        message,
        ...(place === undefined ? {} : { line: place.line, column: place.column }),
      }))
      return problem(c, 400, detail.map(({ message }) => message).join(' '), detail)
    }
    if (error instanceof HTTPException && error.status < 500) return problem(c, 400, error.message)
    tell(`${c.req.method} ${c.req.path}: ${messageOf(error)}`)
    return c.json({ error: 'Internal server error', code: 'internal_error' } satisfies ErrorBody, 500)
  }
