/**
 * The library: what other programs may rely on. The same engine as the command line and the Action, and nothing is printed.
 *
 * ```ts
 * import { exitCodeOf, readConfig, scan } from 'redteam-action'
 *
 * const config = await readConfig({ path: 'redteam.toml', environment: process.env })
 * const outcome = await scan({
 *   config,
 *   folder: 'redteam-results',
 *   onEvent: (event) => {
 *     if (event.type === 'case' && event.result.verdict === 'fail') console.log(event.result.id)
 *   },
 * })
 * process.exitCode = exitCodeOf(outcome)
 * ```
 *
 * What a model said stands in results and events as it was said: make it harmless before you print it. `readConfig` and `scan` reject
 * with a ConfigError before anything is asked; a target that cannot be reached is no rejection but an outcome that is never a pass.
 *
 * @packageDocumentation
 */
export {
  type AnswerVerdict,
  compareStored,
  demoConfig,
  type ExitCode,
  exitCodeOf,
  judge,
  type MergeRequest,
  merge,
  type PersonalityName,
  personalityNames,
  readConfig,
  rejudge,
  renderMarkdown,
  renderStored,
  reportNames,
  type ScanConfig,
  type ScanEvent,
  type ScanFiles,
  type ScanOutcome,
  type ScanRequest,
  scan,
  startDemo,
  toolVersion,
} from './app/index.ts'
export type { CaseResult } from './core/case.ts'
export type { Comparison } from './core/comparison.ts'
export { ConfigError, RecordError } from './core/errors.ts'
export type { GateDecision } from './core/gate.ts'
export type { ReportOptions } from './core/report-options.ts'
export type { FinishedScan } from './core/reporter.ts'
export type { Shard } from './core/shard.ts'
export type { ScanSummary } from './core/summary.ts'
