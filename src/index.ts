/** The library: what other programs may rely on. */
export {
  type AnswerVerdict,
  type ExitCode,
  exitCodeOf,
  judge,
  type MergeRequest,
  merge,
  readConfig,
  renderMarkdown,
  type ScanConfig,
  type ScanEvent,
  type ScanFiles,
  type ScanOutcome,
  scan,
  toolVersion,
} from './app/index.ts'
export type { CaseResult } from './core/case.ts'
export { ConfigError, RecordError } from './core/errors.ts'
export type { GateDecision } from './core/gate.ts'
export type { Shard } from './core/shard.ts'
export type { ScanSummary } from './core/summary.ts'
