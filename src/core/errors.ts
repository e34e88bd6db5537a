/**
 * Errors by what the caller does next. Each has a stable `code` and keeps its cause. A case that breaks is data in the results;
 * only what stops a scan from starting or going on is thrown.
 */

export interface Place {
  readonly file: string
  /** From 1. */
  readonly line: number
  /** From 1. */
  readonly column: number
}

export interface Complaint {
  readonly message: string
  readonly place?: Place
  /** Dotted path of the key, where one is at fault. */
  readonly key?: string
  /** The environment variable that is not set, where that is all that is wrong: on pull requests from forks it never is. */
  readonly missingVariable?: string
}

/** The user mends the configuration: what is wrong, where, and what is allowed. Exit code 2. */
export class ConfigError extends Error {
  readonly code = 'config'
  readonly complaints: readonly Complaint[]

  constructor(complaints: readonly Complaint[], options?: ErrorOptions) {
    super(complaints.map(showComplaint).join('\n'), options)
    this.name = 'ConfigError'
    this.complaints = complaints
  }
}

export function showComplaint({ message, place }: Complaint): string {
  return place === undefined ? message : `${place.file}:${place.line}:${place.column} ${message}`
}

export type TargetErrorCode =
  | 'unreachable'
  | 'unauthorized'
  | 'not_found'
  | 'bad_request'
  | 'unsupported_parameter'
  | 'rate_limited'
  | 'server_error'
  | 'timeout'
  | 'malformed'
  | 'aborted'

/** The tables of the configuration that name an endpoint. */
export type EndpointTable = 'model' | 'judge' | 'attacker'

export interface TargetErrorOptions {
  readonly isRetryable: boolean
  /** No question will be answered any more: the scan has to stop. */
  readonly isFatal?: boolean
  readonly table?: EndpointTable | undefined
  readonly retryAfterMs?: number | undefined
  /** The HTTP status it was answered with. */
  readonly status?: number | undefined
  readonly cause?: unknown
}

/** An endpoint did not answer. Where it is thrown it is decided whether asking again, or going on at all, can help. */
export class TargetError extends Error {
  readonly code: TargetErrorCode
  readonly isRetryable: boolean
  readonly isFatal: boolean
  /** Whose endpoint it is, where that is known. */
  readonly table?: EndpointTable
  /** The HTTP status, where one came. */
  readonly status?: number
  /** How long the endpoint asked us to wait, in milliseconds. */
  readonly retryAfterMs?: number

  constructor(
    code: TargetErrorCode,
    message: string,
    { isRetryable, isFatal = false, table, retryAfterMs, status, cause }: TargetErrorOptions,
  ) {
    super(message, { cause })
    this.name = 'TargetError'
    this.code = code
    this.isRetryable = isRetryable
    this.isFatal = isFatal
    if (table !== undefined) this.table = table
    if (status !== undefined) this.status = status
    if (retryAfterMs !== undefined) this.retryAfterMs = retryAfterMs
  }
}

/** The judge could not judge. */
export class JudgeError extends Error {
  readonly code = 'judge'

  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'JudgeError'
  }
}

/** The attacker model refused to write an attack, or wrote nothing usable. It says nothing about the target. */
export class AttackerError extends Error {
  readonly code = 'attacker'

  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'AttackerError'
  }
}

/** The run's log or reports could not be written or read. Exit code 3. */
export class RecordError extends Error {
  readonly code = 'record'

  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'RecordError'
  }
}

export type BackendErrorCode =
  /** The key was not accepted. */
  | 'auth'
  /** The account has nothing left. */
  | 'quota'
  | 'invalid_request'
  /** The scan is in a state in which this cannot be done. */
  | 'invalid_state'
  | 'not_found'
  | 'rate_limited'
  | 'service_error'
  | 'network'
  | 'timeout'
  /** The answer cannot be relied on. */
  | 'malformed'
  /** Whether a scan was started is not known: starting again could start a second one. */
  | 'unknown_outcome'
  | 'unsupported'

export interface BackendErrorOptions extends ErrorOptions {
  readonly retryAfterMs?: number | undefined
  /** The request cannot have reached the service. */
  readonly isUnsent?: boolean
}

/** A hosted service did not do what it was asked. */
export class BackendError extends Error {
  readonly code: BackendErrorCode
  /** How long the service asked us to wait, in milliseconds. */
  readonly retryAfterMs?: number
  readonly isUnsent: boolean

  constructor(
    code: BackendErrorCode,
    message: string,
    { retryAfterMs, isUnsent = false, ...options }: BackendErrorOptions = {},
  ) {
    super(message, options)
    this.name = 'BackendError'
    this.code = code
    this.isUnsent = isUnsent
    if (retryAfterMs !== undefined) this.retryAfterMs = retryAfterMs
  }
}

/** The service has no such operation: a wrong way to use it, and never a verdict. */
export class UnsupportedOperation extends BackendError {
  constructor(service: string, operation: string, instead = '') {
    super('unsupported', `${service} has no ${operation}.${instead === '' ? '' : ` ${instead}`}`)
    this.name = 'UnsupportedOperation'
  }
}

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
