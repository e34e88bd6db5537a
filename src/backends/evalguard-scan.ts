import type { ServiceCase, ServiceSummary } from '../core/backend.ts'
import { severityNames } from '../core/behavior.ts'
import { BackendError } from '../core/errors.ts'
import type { ScanStatus } from '../core/status.ts'
import { bucketsOf, levelOfSeverities, passRates, passRatesWithin } from './derived-summary.ts'
import { countOf, fieldOf, isTable, listOf, numberOf, tableOf, textOf } from './fields.ts'

/** What a scan's answer says, checked. */
export interface EvalGuardScan {
  readonly id: string
  readonly status: string
  readonly score: number
  readonly totalTests: number
  readonly erroredTests: number
  readonly severityCounts: ServiceSummary['severityCounts']
  readonly isSuccess: boolean
}

/** Throws BackendError `malformed` for an answer without id, status, score, number of tests and severities. */
export function readScan(answer: unknown): EvalGuardScan {
  const data = isTable(fieldOf(answer, 'data')) ? fieldOf(answer, 'data') : answer
  const id = textOf(data, 'id')
  const status = textOf(data, 'status')
  const score = numberOf(data, 'score')
  const totalTests = numberOf(data, 'totalTests')
  const counts = tableOf(data, 'severityCounts')
  const hasCounts = severityNames.every((severity) => numberOf(counts, severity) !== undefined)
  if (id === undefined || status === undefined || score === undefined || totalTests === undefined || !hasCounts)
    throw new BackendError(
      'malformed',
      'EvalGuard answered without an id, a status, a score, a number of tests or its severity counts.',
    )
  return {
    id,
    status,
    score,
    totalTests,
    erroredTests: countOf(data, 'erroredTests'),
    severityCounts: {
      critical: countOf(counts, 'critical'),
      high: countOf(counts, 'high'),
      medium: countOf(counts, 'medium'),
      low: countOf(counts, 'low'),
    },
    isSuccess: fieldOf(answer, 'success') !== false,
  }
}

/** `failed` is a finished scan with findings; what is not known has broken. */
export const statusOf = ({ status }: Pick<EvalGuardScan, 'status'>): ScanStatus =>
  status === 'passed' || status === 'failed' ? 'Finished' : 'Error'

/** All of its tests, or its findings alone: which of them a detail lists is not said, so it is told by their number. */
const listsEveryTest = ({ totalTests }: EvalGuardScan, detail: unknown): boolean => {
  const findings = listOf(detail, 'findings')
  return findings.length === totalTests && findings.some((one) => fieldOf(one, 'passed') === true)
}

/** Of a detail that lists findings alone all are in one dataset, with which its score goes. */
const wholeScan = 'EvalGuard'

export function readCases(scan: EvalGuardScan, detail: unknown): ServiceCase[] {
  const isWhole = listsEveryTest(scan, detail)
  return listOf(detail, 'findings').map((finding) => {
    const type = textOf(finding, 'type') ?? 'unknown'
    const output = textOf(finding, 'output')
    const severity = severityNames.find((known) => known === textOf(finding, 'severity'))
    return {
      dataset: isWhole ? type : wholeScan,
      subcategory: isWhole ? (textOf(finding, 'title') ?? type) : type,
      attack: textOf(finding, 'strategyId') ?? textOf(finding, 'pluginId') ?? 'unknown',
      prompt: textOf(finding, 'input') ?? '',
      answer: output ?? null,
      ...outcomeOf(finding, severity),
    }
  })
}

/** A finding of no severity is worth a look and counts for nothing. */
function outcomeOf(
  finding: unknown,
  severity: ServiceCase['severity'],
): Pick<ServiceCase, 'outcome' | 'severity' | 'reason'> {
  const said = textOf(finding, 'description') ?? textOf(finding, 'title') ?? 'no reason is given'
  if (fieldOf(finding, 'passed') === true) return { outcome: 'passed', reason: said }
  if (severity === undefined && textOf(finding, 'severity') === 'info') return { outcome: 'weak', reason: said }
  return { outcome: 'failed', severity: severity ?? 'high', reason: said }
}

/** Throws BackendError `malformed` when no test was run: the service's own example of an answer is such a scan that "passed". */
export function summaryOf(scan: EvalGuardScan, detail: unknown): ServiceSummary {
  const { severityCounts, totalTests, erroredTests, score, isSuccess } = scan
  if (totalTests <= 0 || erroredTests >= totalTests)
    throw new BackendError(
      'malformed',
      `EvalGuard's scan ran ${Math.max(0, totalTests - erroredTests)} tests: nothing was tested, which is not a pass.`,
    )
  const cases = readCases(scan, detail)
  const isWhole = listsEveryTest(scan, detail)
  const high = severityCounts.critical + severityCounts.high
  const low = severityCounts.medium + severityCounts.low
  return {
    averages: isWhole ? passRates(cases, ({ dataset }) => dataset) : { [wholeScan]: score },
    averagesSub: isWhole ? passRatesWithin(cases, ({ subcategory }) => subcategory) : {},
    averagesAttack: isWhole ? passRates(cases, ({ attack }) => attack) : {},
    failed: high + low,
    ...(!isWhole && { remainder: wholeScan }),
    scores: bucketsOf({ high, low, silent: erroredTests, total: totalTests }),
    riskLevel: levelOfSeverities(severityCounts),
    avgScore: score,
    severityCounts,
    severitySource: 'service',
    failures: cases.filter(({ outcome }) => outcome === 'failed'),
    derived: ['risk level (from the severities)', ...(isWhole ? ['scores by attack type'] : [])],
    warnings: isSuccess ? [] : ['EvalGuard marks its answer as no success, and it is complete all the same.'],
  }
}
