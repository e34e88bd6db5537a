/** The sinks that interactions of a finished scan can be handed to, as `[[audit]] type` names them. */
export const auditTypes = ['virisim'] as const

/** An `[[audit]]` table. */
export interface AuditConfig {
  readonly type: (typeof auditTypes)[number]
  readonly baseUrl: string
  readonly apiKey: string
  readonly userId: string
  readonly companyName: string
  readonly useCase: string
  readonly inputCountry: string
  readonly outputCountry: string
  /** Whether failed cases alone leave, or all. */
  readonly sample: 'failures' | 'all'
  readonly maxSubmissions: number
  /** What becomes of an interaction that is too long. */
  readonly oversize: 'skip' | 'truncate'
  /** Whether the job fails when interactions could not be handed in. It never changes the verdict. */
  readonly required: boolean
  readonly proxy?: string
}

/** What was asked and answered in one case. */
export interface Interaction {
  readonly caseId: string
  readonly prompt: string
  readonly answer: string
  readonly modelName: string
  readonly at: number
}

/** What became of one interaction. */
export type Submitted =
  | { readonly case: string; readonly submission_id: string; readonly truncated?: true }
  | { readonly case: string; readonly skipped: string }

/** Takes interactions one by one. */
export interface AuditSink {
  /** Resolves with what became of it, also when it was not taken. After a quota error it takes nothing more and says so. */
  readonly submit: (interaction: Interaction, signal: AbortSignal) => Promise<Submitted>
}
