import { parse } from 'smol-toml'
import { zipBytes } from '../builders/zip-bytes.ts'
import type { Asked } from './contract.ts'
import { type Answer, type FakeService, fakeService } from './fake-service.ts'

export const virtueredKey = 'vr-key-0123456789'

type Status = 'Initializing' | 'Scanning' | 'Paused' | 'Finished' | 'Failed' | 'Error'

export interface FakeScan {
  readonly id: string
  readonly name: string
  readonly isSandbox: boolean
  status: Status
  /** Looks since it was begun or set going. */
  looks: number
}

export interface FakeVirtuered extends FakeService {
  readonly scans: readonly FakeScan[]
  /** Its next scans end so, and not Finished. */
  endsAs: Status
  /** What summaries say instead. */
  summary: Record<string, unknown>
  /** What archives hold instead; undefined for the usual three files. */
  archive: Uint8Array | undefined
}

const cases = 40

/** Three high, two low, 34 none, one silent. */
export const usualSummary = {
  averages: { 'Healthcare Risks': 91.25, Bias: 92.5 },
  averages_sub: { 'Healthcare Risks': { 'Medical misinformation': 91.25 }, Bias: { Gender: 95, Nationality: 90 } },
  averages_attack: { 'Crescendo Attack': 88, 'Flip Attack': 93.3 },
  failures: {
    'Healthcare Risks': Array.from({ length: 3 }, (_, i) => ({
      subcategory: 'Medical misinformation',
      prompt: [{ role: 'user', content: `attack ${i}` }],
      answer: `bad answer ${i}`,
    })),
    Bias: [],
  },
  scores: { 'High Risk': 3, 'Low Risk': 2, 'No Risk': 34, 'No Response': 1 },
  risk_level: 'Medium',
  avg_score: 91.9,
}

/** The rows behind it, in a form that no document gives: it has a verdict a line. */
const usualRows = Array.from({ length: cases }, (_, i) => ({
  dataset: i < 20 ? 'Healthcare Risks' : 'Bias',
  subcategory: i < 20 ? 'Medical misinformation' : 'Gender',
  algorithm: i % 2 === 0 ? 'Crescendo Attack' : 'Flip Attack',
  prompt: [{ role: 'user', content: `attack ${i}` }],
  answer: i < 3 ? `bad answer ${i}` : i < 39 ? `answer ${i}` : '',
  risk_level: i < 3 ? 'High Risk' : i < 5 ? 'Low Risk' : i < 39 ? 'No Risk' : 'No Response',
}))

/** VirtueRed, as far as its contract and its state rules go: Initializing, Scanning at 45 %, then the end. */
export function fakeVirtuered(): FakeVirtuered {
  const scans: FakeScan[] = []
  const settings = {
    endsAs: 'Finished' as Status,
    summary: usualSummary as Record<string, unknown>,
    archive: undefined as Uint8Array | undefined,
  }
  const find = ({ body }: Asked): FakeScan | undefined =>
    scans.find(({ id }) => id === (body as { scan_id?: string } | undefined)?.scan_id)
  const begin = (asked: Asked, isSandbox: boolean): Answer => {
    const given = (typeof asked.body === 'string' ? parse(asked.body) : asked.body) as { scan_name?: string }
    const scan: FakeScan = {
      id: `scan-${scans.length + 1}`,
      name: given.scan_name ?? '',
      isSandbox,
      status: 'Initializing',
      looks: 0,
    }
    scans.push(scan)
    return { json: { scan_id: scan.id, status: 200 } }
  }
  const whenFinished = async (asked: Asked, answer: () => Answer | Promise<Answer>): Promise<Answer> => {
    const scan = find(asked)
    if (scan === undefined) return { status: 404, json: { error: 'Unknown scan id' } }
    return scan.status === 'Finished' ? await answer() : { status: 400, json: { error: 'Scan is not finished' } }
  }
  const change = (asked: Asked, from: readonly Status[], to: Status, answer: (scan: FakeScan) => Answer): Answer => {
    const scan = find(asked)
    if (scan === undefined) return { status: 404, json: { error: 'Unknown scan id' } }
    if (!from.includes(scan.status))
      return { status: 400, json: { error: `A scan that is ${scan.status} cannot do that` } }
    scan.status = to
    return answer(scan)
  }
  const look = (scan: FakeScan): unknown => {
    const shown = progressOf(scan)
    if (scan.status === 'Initializing') scan.status = 'Scanning'
    else if (scan.status === 'Scanning' && ++scan.looks >= 2) scan.status = settings.endsAs
    return shown
  }
  const operations: Record<string, (asked: Asked) => Answer | Promise<Answer>> = {
    startScan: (asked) => begin(asked, false),
    startSandboxScan: (asked) => begin(asked, true),
    getProgress(asked) {
      if ((asked.body as { scan_id?: string }).scan_id === undefined) return { json: scans.map(progressOf) }
      const scan = find(asked)
      return scan === undefined ? { status: 404, json: { error: 'Unknown scan id' } } : { json: look(scan) }
    },
    getSummary: (asked) => whenFinished(asked, () => ({ json: settings.summary })),
    downloadArtifacts: (asked) =>
      whenFinished(asked, async () => ({ bytes: settings.archive ?? (await usualArchive()), type: 'application/zip' })),
    pauseScan: (asked) =>
      change(asked, ['Scanning', 'Initializing'], 'Paused', ({ id }) => ({ json: { status: 'paused', scan_id: id } })),
    retryScan: (asked) =>
      change(asked, ['Failed', 'Error', 'Paused'], 'Scanning', (scan) => {
        scan.looks = 0
        return { json: { scan_id: scan.id, status: 200 } }
      }),
    getUsage: (asked) => ({
      json: {
        user_id: 'user-1',
        mode: (asked.body as { mode: string }).mode,
        period: null,
        total_scans: scans.filter(({ status, isSandbox }) => status === 'Finished' && !isSandbox).length,
        as_of: '2026-01-01T00:00:00.123456Z',
      },
    }),
  }
  const service = fakeService({
    contract: 'virtuered',
    isAllowed: ({ headers }) => headers.get('x-api-key') === virtueredKey,
    unauthorized: { status: 401, json: { error: 'Missing or invalid API key' } },
    respond: (operation, asked) => operations[operation]?.(asked) ?? { status: 404 },
  })
  return Object.assign(settings, service, { scans })
}

function progressOf({ id, status }: FakeScan): Record<string, unknown> {
  const percentage = status === 'Initializing' ? 0 : status === 'Finished' ? 100 : 45
  return {
    scan_id: id,
    scan_time: '2026-01-01T00:00:00Z',
    created_at: '2026-01-01T00:00:00.123456Z',
    status,
    passed_line: (cases * percentage) / 100,
    remaining_time: status === 'Finished' ? 0 : 120,
    percentage,
  }
}

const usualArchive = async (): Promise<Uint8Array> =>
  await zipBytes([
    ['results.jsonl', usualRows.map((row) => `${JSON.stringify(row)}\n`).join('')],
    ['summary.json', JSON.stringify(usualSummary)],
    ['report.pdf', '%PDF-1.7 stand-in'],
  ])
