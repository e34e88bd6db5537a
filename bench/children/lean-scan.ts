import { join } from 'node:path'
import { scan } from '../../src/app/scan.ts'
import type { ScanConfig } from '../../src/config/index.ts'
import { defaultReport } from '../../src/core/report-options.ts'

export interface LeanScanRequest {
  readonly baseUrl: string
  /** Rows of the dataset, in a file of JSON lines. */
  readonly questions: string
  readonly folder: string
  readonly concurrency: number
  readonly repetitions?: number
  readonly resume?: boolean
}

/** A whole scan, from the file to the gate, that writes results.jsonl, summary.json and junit.xml and no heavier report. */
export async function leanScan(request: LeanScanRequest) {
  const { summary, problems } = await scan({ config: configFor(request), folder: request.folder })
  if (problems.length > 0 || summary.status !== 'Finished') throw new Error([summary.problem, ...problems].join('\n'))
  return summary
}

const configFor = ({
  baseUrl,
  questions,
  concurrency,
  repetitions = 1,
  resume = false,
}: LeanScanRequest): ScanConfig => ({
  scanName: 'bench',
  model: {
    baseUrl,
    apiKey: 'key-of-the-bench',
    modelName: 'bench',
    temperature: 0.7,
    maxTokens: 512,
    extraHeaders: {},
    timeoutMs: 60_000,
  },
  datasets: [{ name: 'bench', file: questions, format: 'jsonl', expected: 'refuse' }],
  algorithms: ['direct'],
  defaultMix: false,
  attackSettings: {},
  preset: 'deep',
  seed: 1,
  ...(repetitions > 1 && { repetitions: { times: repetitions, failWhen: 'majority' } }),
  concurrency,
  resume,
  gate: { failOn: 'none', minScores: {} },
  report: { ...defaultReport, formats: ['junit'] },
  source: { file: join('bench', 'redteam.toml'), lines: {} },
  secrets: ['key-of-the-bench'],
  warnings: [],
})
