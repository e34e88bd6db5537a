import type { AuditConfig, AuditSink, Interaction, Submitted } from '../core/audit.ts'
import { BackendError, messageOf } from '../core/errors.ts'

export interface VirisimLent {
  readonly config: AuditConfig
  /** Sends one JSON body and gives back the answer's. Rejects with BackendError; a 403 is `quota`. */
  readonly post: (json: unknown, signal: AbortSignal) => Promise<unknown>
}

/** For input and output together. */
const mostTokens = 2000
/** Its tokenizer is not known; three characters a token is more than any common one needs. */
const charactersPerToken = 3

/** ViriSIM's compliance audit: one interaction a request, whose result only its dashboard shows. */
export function virisim({ config, post }: VirisimLent): AuditSink {
  let usedUp: string | undefined
  return {
    async submit(interaction, signal) {
      const { caseId } = interaction
      if (usedUp !== undefined) return { case: caseId, skipped: usedUp }
      const fitted = fit(interaction, config.oversize)
      if (fitted === undefined) return { case: caseId, skipped: `longer than ${mostTokens} tokens` }
      try {
        const id = idIn(await withOneRepeat(() => post(bodyOf(fitted, config), signal)))
        return {
          case: caseId,
          submission_id: id,
          ...(fitted.answer !== interaction.answer && { truncated: true as const }),
        }
      } catch (error) {
        if (!(error instanceof BackendError)) throw error
        if (error.code === 'quota' || error.code === 'auth') usedUp = `the sink was stopped: ${messageOf(error)}`
        return { case: caseId, skipped: messageOf(error) } satisfies Submitted
      }
    },
  }
}

/** The prompt stays whole; a cut answer still shows what the model did. */
function fit(interaction: Interaction, oversize: AuditConfig['oversize']): Interaction | undefined {
  const { prompt, answer } = interaction
  const most = mostTokens * charactersPerToken
  if (prompt.length + answer.length <= most) return interaction
  return oversize === 'skip' || prompt.length >= most
    ? undefined
    : { ...interaction, answer: answer.slice(0, most - prompt.length) }
}

/** It knows no key for a submission, so one that may have arrived is not sent again. */
async function withOneRepeat(send: () => Promise<unknown>): Promise<unknown> {
  try {
    return await send()
  } catch (error) {
    const mayRepeat = error instanceof BackendError && (error.code === 'service_error' || error.isUnsent)
    if (!mayRepeat) throw error
    return await send()
  }
}

const bodyOf = ({ caseId, prompt, answer, modelName, at }: Interaction, config: AuditConfig) => ({
  user_id: config.userId,
  company_name: config.companyName,
  use_case: config.useCase,
  timestamp: new Date(at).toISOString(),
  // The vendor's own client always sends these three.
  your_company_user_id: 'redteam',
  your_company_user_session_id: caseId,
  model_version: modelName,
  input: { value: prompt, format: 'text', country: config.inputCountry },
  output: { value: answer, format: 'text', country: config.outputCountry },
})

function idIn(answer: unknown): string {
  const { submission_id: id } = (typeof answer === 'object' && answer !== null ? answer : {}) as Record<string, unknown>
  if (typeof id === 'string' && id !== '') return id
  throw new BackendError('malformed', 'ViriSIM answered without a submission_id.')
}
