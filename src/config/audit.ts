import type { AuditConfig } from '../core/audit.ts'
import { isLoopback } from '../core/private-host.ts'
import type { Path } from './interpolate.ts'
import type { ConfigFile } from './schema.ts'

const keys = ['api_key', 'user_id'] as const

/** Keys that stand in the file, addresses that they would travel to in the open, and what leaves nothing to hand over. */
export function auditProblems(
  { audit, report }: ConfigFile,
  fromEnvironment: readonly { readonly path: Path }[],
): { readonly path: Path; readonly message: string }[] {
  return audit.flatMap((sink, i) => {
    const literal = !fromEnvironment.some(({ path }) => path.join() === ['audit', i, 'api_key'].join())
    const { protocol, hostname } = new URL(sink.base_url)
    return [
      ...(literal
        ? [
            {
              path: ['audit', i, 'api_key'],
              message:
                'The key of a service must not stand in this file. Write it as "${NAME}" with the name of an environment variable that holds it.',
            },
          ]
        : []),
      ...(report !== undefined && report.redact !== 'none'
        ? [
            {
              path: ['audit', i, 'type'],
              message:
                'An audit is handed prompts and answers, and [report] redact leaves some out. Leave one of the two away.',
            },
          ]
        : []),
      ...(protocol === 'https:' || isLoopback(hostname)
        ? []
        : [
            {
              path: ['audit', i, 'base_url'],
              message: 'audit.base_url must begin with https://: the key travels there.',
            },
          ]),
    ]
  })
}

export const secretsOfAudit = ({ audit }: ConfigFile): string[] => audit.flatMap((sink) => keys.map((key) => sink[key]))

export const toAudit = (sink: ConfigFile['audit'][number]): AuditConfig => ({
  type: sink.type,
  baseUrl: sink.base_url,
  apiKey: sink.api_key,
  userId: sink.user_id,
  companyName: sink.company_name,
  useCase: sink.use_case,
  inputCountry: sink.input_country,
  outputCountry: sink.output_country,
  sample: sink.sample,
  maxSubmissions: sink.max_submissions,
  oversize: sink.oversize,
  required: sink.required,
})
