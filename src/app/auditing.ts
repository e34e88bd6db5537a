import { join } from 'node:path'
import { virisim } from '../audit/virisim.ts'
import { serviceClient } from '../backends/http.ts'
import type { ScanConfig } from '../config/index.ts'
import type { AuditConfig, AuditSink, Interaction, Submitted } from '../core/audit.ts'
import type { CaseResult } from '../core/case.ts'
import type { Clock } from '../core/clock.ts'
import { randomFrom } from '../core/random.ts'
import { maskOf } from '../core/secrets.ts'
import { makeFolder, writeFile } from '../platform/output.ts'
import { fetchThrough } from '../targets/proxied-fetch.ts'

export interface AuditRequest {
  readonly config: ScanConfig
  readonly folder: string
  readonly results: () => AsyncIterable<CaseResult>
  readonly clock: Clock
  readonly signal: AbortSignal
  readonly fetch?: typeof fetch | undefined
}

export interface Audited {
  /** What became of every interaction, by a name for each file. */
  readonly files: Readonly<Record<string, string>>
  /** For every report, as sentences. */
  readonly notices: readonly string[]
  /** What fails the job where a sink is required. */
  readonly problems: readonly string[]
}

/** Hands interactions of a finished scan to the sinks of the configuration, one by one. The verdict does not depend on it. */
export async function audit(request: AuditRequest): Promise<Audited> {
  const files: Record<string, string> = {}
  const notices: string[] = []
  const problems: string[] = []
  for (const [i, sink] of (request.config.audit ?? []).entries()) {
    const submitted = await submitAll(sink, request)
    const taken = submitted.filter((one) => 'submission_id' in one).length
    const name = i === 0 ? sink.type : `${sink.type}-${i + 1}`
    const path = join(await makeFolder(join(request.folder, 'audit')), `${name}.jsonl`)
    await writeFile(path, lines(submitted))
    files[`audit ${name}`] = path
    const first = submitted.flatMap((one) => ('skipped' in one ? [one.skipped] : []))[0]
    const left = submitted.length - taken
    const said = `ViriSIM took ${taken} of ${submitted.length} interactions for its audit${left === 0 ? '' : `; ${left} were left out, the first because: ${first ?? ''}`}.`
    notices.push(said)
    if (sink.required && left > 0) problems.push(said)
  }
  return { files, notices, problems }
}

async function submitAll(config: AuditConfig, request: AuditRequest): Promise<Submitted[]> {
  const sink = connect(config, request)
  const submitted: Submitted[] = []
  for await (const result of request.results()) {
    if (submitted.length >= config.maxSubmissions || request.signal.aborted) break
    const interaction = interactionOf(result, request.config)
    if (interaction === undefined || (config.sample === 'failures' && result.verdict !== 'fail')) continue
    submitted.push(await sink.submit(interaction, request.signal))
  }
  return submitted
}

function connect(config: AuditConfig, { config: scan, clock, fetch: given }: AuditRequest): AuditSink {
  const client = serviceClient({
    service: 'ViriSIM',
    baseUrl: config.baseUrl,
    headers: () => ({ 'X-API-Key': config.apiKey }),
    fetch: given ?? (config.proxy === undefined ? fetch : fetchThrough(config.proxy)),
    clock,
    mask: maskOf(scan.secrets),
    random: randomFrom('audit'),
  })
  const post = async (json: unknown, signal: AbortSignal): Promise<unknown> =>
    await client.json({ path: '/', json, isSafe: false, isQuotaOn403: true, timeoutMs: 30_000 }, signal)
  return virisim({ config, post })
}

/** The last attempt is the one that decided. Nothing of a case that nobody answered. */
function interactionOf({ id, attempts, measured }: CaseResult, { model }: ScanConfig): Interaction | undefined {
  const last = attempts.at(-1)
  if (last === undefined || last.reply.text === '') return undefined
  const prompt = last.messages.map(({ content }) => content).join('\n\n')
  return { caseId: id, prompt, answer: last.reply.text, modelName: model.modelName, at: measured.at }
}

async function* lines(submitted: readonly Submitted[]): AsyncIterable<string> {
  for (const one of submitted) yield `${JSON.stringify(one)}\n`
}
