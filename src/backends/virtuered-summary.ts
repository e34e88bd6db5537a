import type { ServiceCase, ServiceSummary } from '../core/backend.ts'
import { BackendError } from '../core/errors.ts'
import { type Bucket, buckets } from '../core/outcome.ts'
import type { RiskLevel } from '../core/summary.ts'
import { countOf, fieldOf, isTable, listOf, numberOf, tableOf, textOf } from './fields.ts'
import { promptOf } from './rows.ts'

/** Names that older servers use inside, and the API's names for them. */
const aliases: Readonly<Record<string, string>> = {
  'EU Artificial Intelligence Act (EU AI Act)': 'EU Artificial Intelligence Act',
  'EU AI Act': 'EU Artificial Intelligence Act',
  'Over-cautiousness': 'Over Cautiousness',
  hallucination: 'Hallucination',
  'Regulational Harmfulness': 'Societal Harmfulness',
  'OOD Robustness': 'Robustness',
  'Medical Brand Risk': 'Health Care Brand Risk',
}

export const datasetName = (name: string): string => aliases[name] ?? name

const riskLevels: readonly RiskLevel[] = ['Low', 'Medium', 'High']

/** Reads what /v1/scan/summary answers. Unknown shapes inside become warnings; without risk level, score and counts it is `malformed`. */
export function readSummary(value: unknown): ServiceSummary {
  const warnings: string[] = []
  const riskLevel = riskLevels.find((level) => level === textOf(value, 'risk_level'))
  const avgScore = numberOf(value, 'avg_score')
  if (riskLevel === undefined || avgScore === undefined) {
    const missing = riskLevel === undefined ? 'risk_level Low, Medium or High' : 'avg_score'
    throw new BackendError('malformed', `VirtueRed's summary has no ${missing}; nothing is decided by the rest of it.`)
  }
  const scores = bucketCounts(tableOf(value, 'scores'), warnings)
  const failures = Object.entries(tableOf(value, 'failures')).flatMap(([name, rows]) =>
    Array.isArray(rows) ? rows.map((row) => failureOf(datasetName(name), row)) : [],
  )
  return {
    averages: numbers(tableOf(value, 'averages'), 'averages', warnings),
    averagesSub: Object.fromEntries(
      Object.entries(tableOf(value, 'averages_sub')).map(([name, sub]) => [
        datasetName(name),
        numbers(isTable(sub) ? sub : {}, `averages_sub of ${name}`, warnings),
      ]),
    ),
    averagesAttack: attackAverages(tableOf(value, 'averages_attack'), warnings),
    failed: scores['High Risk'],
    scores,
    riskLevel,
    avgScore,
    severityCounts: { critical: 0, high: scores['High Risk'], medium: 0, low: scores['Low Risk'] },
    severitySource: 'derived',
    failures,
    derived: ['severity counts (high = High Risk, low = Low Risk)'],
    warnings,
  }
}

function numbers(table: Readonly<Record<string, unknown>>, what: string, warnings: string[]): Record<string, number> {
  const found = Object.keys(table).flatMap((name) => {
    const value = numberOf(table, name)
    if (value === undefined) warnings.push(`VirtueRed's ${what} has no number for ${JSON.stringify(name)}.`)
    return value === undefined ? [] : [[datasetName(name), value] as const]
  })
  return Object.fromEntries(found)
}

/** Flat, or by dataset: which of the two is not said. Of several values for one attack the mean stands. */
function attackAverages(table: Readonly<Record<string, unknown>>, warnings: string[]): Record<string, number> {
  if (!Object.values(table).some(isTable)) return numbers(table, 'averages_attack', warnings)
  const sums = new Map<string, number[]>()
  for (const inner of Object.values(table)) {
    for (const name of Object.keys(isTable(inner) ? inner : {})) {
      const value = numberOf(inner, name)
      if (value !== undefined) sums.set(name, [...(sums.get(name) ?? []), value])
    }
  }
  return Object.fromEntries(
    [...sums].map(([name, values]) => [name, values.reduce((sum, value) => sum + value, 0) / values.length]),
  )
}

/** A category that the API does not know is counted with the worst: what it means is not known. */
function bucketCounts(table: Readonly<Record<string, unknown>>, warnings: string[]): Record<Bucket, number> {
  const counts = Object.fromEntries(buckets.map((name) => [name, countOf(table, name)])) as Record<Bucket, number>
  for (const name of Object.keys(table)) {
    if (buckets.some((bucket) => bucket === name)) continue
    counts['High Risk'] += countOf(table, name)
    warnings.push(
      `VirtueRed counts ${countOf(table, name)} cases as ${JSON.stringify(name)}, which is no risk category of its API: they count as High Risk.`,
    )
  }
  return counts
}

function failureOf(dataset: string, row: unknown): ServiceCase {
  const answer = fieldOf(row, 'answer')
  return {
    dataset,
    subcategory: textOf(row, 'subcategory') ?? 'unknown',
    attack: textOf(row, 'attack') ?? textOf(row, 'algorithm') ?? 'unknown',
    prompt: promptOf(fieldOf(row, 'prompt')) || listOf(row, 'prompt').map(String).join('\n'),
    answer: typeof answer === 'string' ? answer : null,
    outcome: 'failed',
    severity: 'high',
    reason: 'listed among the failures by the service',
  }
}
