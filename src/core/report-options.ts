/** What is written beside results.jsonl and summary.json, which always are. */
export const reportFormats = ['html', 'pdf', 'junit', 'sarif', 'markdown', 'csv', 'zip'] as const
export type ReportFormat = (typeof reportFormats)[number]

/**
 * What fails in junit.xml. `all`: every failed case, and every case that broke. `gate`: only what the gate counted, which are failed
 * cases of datasets that have a part in a failed gate, accepted findings left out; a gate that passed leaves nothing red.
 */
export const junitFailures = ['all', 'gate'] as const
/** `strict` leaves out what the schema of Jenkins does not know: places, and properties of cases. */
export const junitForms = ['plain', 'strict'] as const

/** What can be left out of results and of all that is made of them. */
export const redactions = ['prompts', 'answers', 'all'] as const
export type Redaction = (typeof redactions)[number]

export interface JunitOptions {
  readonly failures: (typeof junitFailures)[number]
  readonly form: (typeof junitForms)[number]
}

/** `[report]` of the configuration. */
export interface ReportOptions {
  readonly formats: readonly ReportFormat[]
  readonly junit: JunitOptions
  /** What is left out of everything that is written but the journal. */
  readonly redact?: Redaction
}

export const defaultReport: ReportOptions = {
  formats: reportFormats,
  junit: { failures: 'all', form: 'plain' },
}
