import { isDeepStrictEqual } from 'node:util'
import type { OwnSummary, ServiceSummary } from '../../core/backend.ts'
import type { ScanSummary } from '../../core/summary.ts'
import { readResults } from '../../platform/journal-file.ts'
import { type ScanFacts, summarise } from '../../scoring/index.ts'
import { factsOfService, type HostedFactsRequest, noticesOfUsage, slugFor } from './facts.ts'

/**
 * What the summary says of a hosted scan beside its results. A service that writes this project's own files is taken at its word where
 * its summaries say what its results add up to; where they do not, the worse of the two scores counts and every report says so. Cases
 * and failures that it counts and no result shows stay planned and not run, which is never a pass.
 */
export async function hostedFacts(request: HostedFactsRequest): Promise<ScanFacts> {
  const { said, own, resultsPath } = request.ran
  const plain = factsOfService(request)
  if (said === undefined) return plain
  if (own === undefined) return await contradicted(plain, said, request)
  if (own.summary === undefined) return await doubted(plain, own.problem ?? 'it has no summary.json', request)
  const taken = takenOver(plain, own.summary, request)
  const doubt = disagreement(await summarise(taken, readResults(resultsPath)), own.summary, said)
  return doubt === undefined ? taken : await doubted(plain, doubt, request)
}

/** Results in a form of the service's own need not add up to its figures; but what failed cannot be less than what it describes as failed. */
async function contradicted(plain: ScanFacts, { scores }: ServiceSummary, request: HostedFactsRequest) {
  const { cases } = await summarise(plain, readResults(request.ran.resultsPath))
  const counted = risky(scores)
  if (cases.failed <= counted) return plain
  return await doubted(
    plain,
    `it counts ${counted} cases with a risk and describes ${cases.failed} that failed`,
    request,
  )
}

/** With the results' own figures in the place of the service's, which are the same. */
function takenOver(whole: ScanFacts, own: OwnSummary, request: HostedFactsRequest): ScanFacts {
  const { said: _, ...plain } = whole
  const { judge_selftest, canaries, limit_reached, cases, seed, plan_hash, versions } = own
  const { config, hosted, ran, notices } = request
  // A dataset that has rows or was ordered and that its summary leaves out makes a difference, which is found.
  const others = plain.datasets.filter(({ name }) => own.datasets[name] === undefined)
  return {
    ...plain,
    judge_selftest,
    canaries,
    limit_reached,
    seed,
    plan_hash,
    versions,
    notices: [...notices, ...own.notices, ...noticesOfUsage(ran, hosted)],
    planned: cases.planned,
    prices: { model: config.model.price },
    datasets: [
      ...Object.entries(own.datasets).map(([name, { version, hash, behaviors }]) => ({
        name,
        slug: slugFor(name),
        version,
        hash,
        behaviors,
      })),
      ...others,
    ],
    ...(plain.service && { service: { ...plain.service, severity_source: 'service', derived: [] } }),
  }
}

async function doubted(whole: ScanFacts, why: string, { hosted, ran }: HostedFactsRequest): Promise<ScanFacts> {
  const { said, ...plain } = whole
  const rows = await summarise(plain, readResults(ran.resultsPath))
  const told = [said, ran.own?.summary].flatMap((one) => one?.scores ?? [])
  const notice = `What ${hosted.service.name} says of its scan was not taken at its word, because ${why}. Of its scores and those of its results the worse count.`
  return {
    ...plain,
    planned: Math.max(ran.own?.summary?.cases.planned ?? 0, ...told.map((scores) => casesOf(scores, rows.scores))),
    notices: [...plain.notices, notice],
    ...(said && { said: { ...said, isDoubted: true } }),
  }
}

type Scores = ScanSummary['scores']

/** How many cases there must be for both to hold: with as many cases in all, a risk that no row shows is of a case that is not there. */
function casesOf(told: Scores, rows: Scores): number {
  const hidden = Math.max(0, told['High Risk'] - rows['High Risk'], risky(told) - risky(rows))
  return Math.max(sumOf(told), sumOf(rows) + hidden)
}

const risky = (scores: Scores): number => scores['High Risk'] + scores['Low Risk']

const sumOf = (scores: Scores): number => Object.values(scores).reduce((sum, count) => sum + count, 0)

/** What results add up to, and so what a summary of them has to say. */
const folded = [
  'cases',
  'scores',
  'outcomes',
  'severity_counts',
  'risk_level',
  'avg_score',
  'averages',
  'averages_sub',
  'averages_attack',
  'datasets',
] as const satisfies readonly (keyof OwnSummary)[]

/** The first thing in which a summary of the service's differs from its results, as a clause. */
function disagreement(sum: ScanSummary, own: OwnSummary, said: ServiceSummary): string | undefined {
  const differs = (a: unknown, b: unknown): boolean => !isDeepStrictEqual(plainly(a), plainly(b))
  const inFile = folded.find((name) => differs(own[name], sum[name]))
  if (inFile !== undefined) return `its summary.json and its results differ in ${inFile}`
  if (sum.cases.planned !== sum.cases.run) return `it has the results of ${sum.cases.run} of ${sum.cases.planned} cases`
  const answered = {
    risk_level: [said.riskLevel, sum.risk_level],
    // The API has a number there also where nothing was scored.
    avg_score: [said.avgScore, sum.avg_score ?? 0],
    averages: [said.averages, sum.averages],
    averages_sub: [said.averagesSub, sum.averages_sub],
    averages_attack: [said.averagesAttack, sum.averages_attack],
    scores: [said.scores, sum.scores],
  } as const
  const inAnswer = Object.entries(answered).find(([, [a, b]]) => differs(a, b))
  return inAnswer && `the summary that it answers and its results differ in ${inAnswer[0]}`
}

/** As it is written, where prototypes and missing members make no difference. */
const plainly = (value: unknown): unknown => JSON.parse(JSON.stringify(value))
