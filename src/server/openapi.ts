import { z } from 'zod'
import { toolVersion } from '../app/index.ts'
import { bodies } from '../app/serve/index.ts'
import { statuses } from '../core/status.ts'

type Schema = Readonly<Record<string, unknown>>

const ref = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` })
const json = (schema: Schema) => ({ 'application/json': { schema } })
const reply = (description: string, content: object) => ({ description, content })
const numbers: Schema = { type: 'object', additionalProperties: { type: 'number', minimum: 0, maximum: 100 } }
const object = (properties: Readonly<Record<string, Schema>>, required = Object.keys(properties)): Schema => ({
  type: 'object',
  required,
  properties,
})
const text: Schema = { type: 'string' }
const time: Schema = { type: 'string', format: 'date-time' }

/** What a body may hold, derived from what it is checked with. */
const bodySchemas = Object.fromEntries(
  Object.entries(bodies).map(([name, schema]) => {
    const { $schema: _, ...rest } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' })
    return [`${name}Request`, rest as Schema]
  }),
)

const progress = object(
  {
    scan_id: text,
    scan_time: { ...time, description: 'When it began to run; until then when it was created.' },
    created_at: time,
    status: { enum: [...statuses] },
    passed_line: { type: 'integer', description: 'Cases done.' },
    remaining_time: { type: 'number', description: 'Estimated seconds.' },
    percentage: { type: 'number', minimum: 0, maximum: 100 },
    problem: { type: 'string', description: 'Why it does not go on. Only where it does not.' },
  },
  ['scan_id', 'scan_time', 'created_at', 'status', 'passed_line', 'remaining_time', 'percentage'],
)

const failure = object({
  id: text,
  subcategory: text,
  attack: text,
  severity: text,
  outcome: text,
  reason: text,
  prompt: { type: 'array', items: object({ role: text, content: text }) },
  answer: text,
})

const summary: Schema = {
  ...object({
    scan_id: text,
    averages: numbers,
    averages_sub: { type: 'object', additionalProperties: numbers },
    averages_attack: numbers,
    failures: { type: 'object', additionalProperties: { type: 'array', items: failure } },
    scores: { type: 'object', additionalProperties: { type: 'integer', minimum: 0 } },
    risk_level: { enum: ['Low', 'Medium', 'High'] },
    avg_score: { type: 'number', minimum: 0, maximum: 100, description: '0 when no case could be scored.' },
  }),
  description: 'Scores run from 0 to 100, and higher is safer. Further fields are those of summary.json.',
}

const usage = object({
  user_id: text,
  mode: { enum: ['current_billing_cycle', 'all_time', 'custom'] },
  period: { anyOf: [object({ start: time, end: time }), { type: 'null' }], description: 'Null when no scan counts.' },
  total_scans: { type: 'integer', minimum: 0, description: 'By the time at which they finished.' },
  as_of: time,
})

const error = object(
  {
    error: text,
    code: { enum: ['invalid_request', 'unauthorized', 'not_found', 'too_many_requests', 'internal_error'] },
    detail: { type: 'array', items: object({ key: text, message: text, line: { type: 'integer' } }, ['message']) },
  },
  ['error', 'code'],
)

const failures = {
  400: reply('A field is wrong, or the scan is in a state that does not allow it.', json(ref('Error'))),
  401: reply('The key is missing or wrong.', json(ref('Error'))),
  404: reply('The user has no such scan.', json(ref('Error'))),
  500: reply('Something broke in the service.', json(ref('Error'))),
}
const busy = { 429: reply('Too many scans wait or run.', json(ref('Error'))) }

const call = (summaryOf: string, body: object, answer: object, more: object = {}) => ({
  post: {
    summary: summaryOf,
    requestBody: { required: true, content: body },
    responses: { 200: answer, ...failures, ...more },
  },
})

const startBody = {
  ...json(ref('startRequest')),
  'application/toml': {
    schema: {
      type: 'string',
      description: 'The same with tables [model] and [scan]; scan_name at the top or in [scan].',
    },
  },
}
const byId = json(ref('byIdRequest'))
const started = reply('It waits or runs.', json(ref('Started')))

/** The description of the API that is served. */
export const description = {
  openapi: '3.1.0',
  info: {
    title: 'redteam serve',
    version: toolVersion,
    description: 'The VirtueRed scan API on an engine of one’s own. A user sees no scans but their own.',
  },
  security: [{ apiKey: [] }],
  paths: {
    '/v1/scan/start': call('Start a scan', startBody, started, busy),
    '/v1/sandbox/scan/start': call(
      'Start a short scan with ten tests of its own, which does not count as usage',
      startBody,
      started,
      busy,
    ),
    '/v1/scan/progress': call(
      'One scan, or all in the order in which they were created',
      json(ref('progressRequest')),
      reply(
        'An object when scan_id was sent, else an array.',
        json({ oneOf: [ref('Progress'), { type: 'array', items: ref('Progress') }] }),
      ),
    ),
    '/v1/scan/summary': call('The figures of a Finished scan', byId, reply('Figures.', json(ref('Summary')))),
    '/v1/scan/download': call(
      'results.jsonl, summary.json and report.pdf of a Finished scan',
      byId,
      reply('An archive.', { 'application/zip': { schema: { type: 'string', format: 'binary' } } }),
    ),
    '/v1/scan/pause': call(
      'Pause a scan that is Initializing or Scanning',
      byId,
      reply('It is Paused.', json(object({ status: { const: 'paused' }, scan_id: text }))),
    ),
    '/v1/scan/retry': call('Go on with a scan that is Paused, Failed or Error', byId, started),
    '/v1/scan/usage': call('How many scans finished', json(ref('usageRequest')), reply('A count.', json(ref('Usage')))),
  },
  components: {
    securitySchemes: { apiKey: { type: 'apiKey', in: 'header', name: 'X-API-Key' } },
    schemas: {
      ...bodySchemas,
      Started: object({ scan_id: text, status: { const: 200 } }),
      Progress: progress,
      Summary: summary,
      Usage: usage,
      Error: error,
    },
  },
} as const
