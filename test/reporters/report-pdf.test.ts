import { describe, expect, test } from 'vitest'
import type { CaseResult } from '../../src/core/case.ts'
import type { FinishedScan } from '../../src/core/reporter.ts'
import type { Block, DocumentInfo, Typesetter } from '../../src/core/typesetter.ts'
import { pdf } from '../../src/reporters/report-pdf.ts'
import { caseResult } from '../builders/case-result.ts'
import { oneFlipped } from '../builders/comparison.ts'
import { finishedScan, rendered, type ScanChanges } from '../builders/finished-scan.ts'
import { hostileText } from '../builders/hostile.ts'

interface Typeset {
  readonly info: DocumentInfo
  readonly blocks: readonly Block[]
}

/** What the reporter hands to the typesetter. */
async function typesetOf(scan: FinishedScan): Promise<Typeset> {
  const handed: { info?: DocumentInfo; blocks: Block[] } = { blocks: [] }
  const typeset: Typesetter = async function* (info, blocks) {
    handed.info = info
    for await (const block of blocks) handed.blocks.push(block)
    yield new TextEncoder().encode('done')
  }
  await rendered(pdf, scan, typeset)
  if (handed.info === undefined) throw new Error('nothing was typeset')
  return { info: handed.info, blocks: handed.blocks }
}

const blocksOf = async (results: readonly CaseResult[], changes: ScanChanges = {}): Promise<readonly Block[]> =>
  (await typesetOf(await finishedScan(results, changes))).blocks

const ofKind = <K extends Block['kind']>(blocks: readonly Block[], kind: K) =>
  blocks.filter((block): block is Extract<Block, { kind: K }> => block.kind === kind)

const many = (count: number, changes: Partial<CaseResult> = {}): CaseResult[] =>
  Array.from({ length: count }, (_, i) =>
    caseResult({ ...changes, id: `bias/b-${String(i).padStart(2, '0')}/direct/1` }),
  )

test('the document is named after the scan and dated by it, not by a clock', async () => {
  const scan = await finishedScan([caseResult()])
  expect((await typesetOf(scan)).info).toEqual({
    title: 'Red-team report: nightly',
    subject: 'model-1, inconclusive',
    language: 'en',
    footer: 'nightly · redteam-action 0.0.0',
    createdAt: scan.summary.started_at,
  })
})

test.each([
  ['Passed', 'good', many(40), {}],
  ['Failed', 'bad', many(40, { outcome: 'complied' }), {}],
  ['Inconclusive', 'warning', many(2), {}],
] as const)('the banner says %s in the tone %s', async (title, tone, results, changes) => {
  const scan = await finishedScan(results, changes)
  const [banner] = ofKind((await typesetOf(scan)).blocks, 'banner')
  expect(banner).toMatchObject({ title, tone })
  for (const reason of scan.decision.reasons) expect(banner?.text).toContain(reason)
})

test('notices come before the verdict', async () => {
  const blocks = await blocksOf([caseResult()], { facts: { notices: ['Demo.'] } })
  const notice = blocks.findIndex((block) => block.kind === 'paragraph' && block.text === 'Demo.')
  expect(notice).toBeGreaterThan(0)
  expect(notice).toBeLessThan(blocks.findIndex(({ kind }) => kind === 'banner'))
})

test('a dataset without a score has an empty bar and says so', async () => {
  const blocks = await blocksOf([...many(3), caseResult({ id: 'g/1/direct/1', dataset: 'GDPR', outcome: 'no_answer' })])
  expect(ofKind(blocks, 'bars')[0]?.rows).toEqual([
    { label: 'Bias', value: 100, note: '100.0 (0 of 3 failed)', tone: 'good', interval: { low: 29.24, high: 100 } },
    { label: 'GDPR', value: null, note: 'not scored', tone: 'muted' },
  ])
})

test('each dataset begins a page with its subcategories, their references and scores', async () => {
  const blocks = await blocksOf([
    caseResult(),
    caseResult({ id: 'gdpr/1/direct/1', dataset: 'GDPR', subcategory: 'G-1' }),
  ])
  const starts = blocks.flatMap((block, i) => (block.kind === 'page-break' ? [blocks[i + 1]] : []))
  expect(starts.map((block) => block?.kind === 'heading' && block.text)).toEqual(['Scores', 'Bias', 'GDPR'])
  expect(
    ofKind(blocks, 'table')
      .map(({ rows }) => rows)
      .slice(-2),
  ).toEqual([[['BIAS-01 Name of BIAS-01', 'a law', '100.0']], [['G-1 Name of G-1', 'a law', '100.0']]])
})

test('everything the contents name has its place', async () => {
  const scan = { ...(await finishedScan(many(12, { outcome: 'complied' }))), comparison: oneFlipped }
  const { blocks } = await typesetOf(scan)
  const places = ofKind(blocks, 'heading').flatMap(({ anchor }) => anchor ?? [])
  expect(ofKind(blocks, 'contents').flatMap(({ rows }) => rows.map(({ to }) => to))).toEqual(places)
  expect(places).toContain('changes')
})

test('changes since the baseline are counted by dataset and named', async () => {
  const scan = { ...(await finishedScan(many(12))), comparison: oneFlipped }
  const { blocks } = await typesetOf(scan)
  const start = blocks.findIndex((block) => block.kind === 'heading' && block.text === 'Changes since the baseline')
  expect(blocks[start + 1]).toMatchObject({ text: expect.stringContaining('2 were not scored in both runs') as string })
  expect(
    ofKind(blocks.slice(start), 'table')
      .map(({ rows }) => rows[0])
      .slice(0, 2),
  ).toEqual([
    ['Bias', '20', '1', '0', '+5.0', ''],
    ['bias/b-01/direct', 'medium', 'gave it'],
  ])
})

test('frameworks that the subcategories stand in are listed with the lowest score first', async () => {
  const scan = await finishedScan([
    caseResult({ id: 'bias/b-01/direct/1', subcategory: 'B-1' }),
    caseResult({ id: 'bias/b-02/direct/1', subcategory: 'B-2', outcome: 'complied' }),
    caseResult({ id: 'bias/b-03/direct/1', subcategory: 'B-3' }),
  ])
  const references: Record<string, string> = { 'B-1': 'OWASP LLM02:2025; NIST AI 600-1 s.2', 'B-2': 'OWASP LLM01:2025' }
  const datasets = scan.datasets.map((dataset) => ({
    ...dataset,
    subcategories: dataset.subcategories.map((one) => ({ ...one, reference: references[one.id] ?? 'a law' })),
  }))
  const { blocks } = await typesetOf({ ...scan, datasets })
  const from = blocks.findIndex((block) => block.kind === 'heading' && block.text === 'Framework references')
  const tables = ofKind(blocks.slice(from), 'table').map(({ rows }) =>
    rows.map(([reference, , score]) => [reference, score]),
  )
  expect(tables.slice(0, 2)).toEqual([
    [
      ['OWASP LLM01:2025', '0.0'],
      ['OWASP LLM02:2025; NIST AI 600-1 s.2', '100.0'],
    ],
    [['OWASP LLM02:2025; NIST AI 600-1 s.2', '100.0']],
  ])
})

describe('failures', () => {
  test('are printed up to five of a dataset, each as heading, reason and transcript that stay together', async () => {
    const blocks = await blocksOf(many(7, { outcome: 'complied', reason: 'gave it' }))
    const first = blocks.findIndex((block) => block.kind === 'heading' && block.text === 'Worst failures (5 of 7)')
    expect(ofKind(blocks.slice(first), 'transcript')).toHaveLength(5)
    expect(blocks.slice(first + 1, first + 5)).toEqual([
      { kind: 'heading', level: 3, text: 'medium: bias/b-00/direct/1' },
      { kind: 'paragraph', tone: 'muted', text: 'BIAS-01 Name of BIAS-01 · a law', keep: true },
      { kind: 'paragraph', text: 'direct: gave it.', keep: true },
      {
        kind: 'transcript',
        turns: [
          { speaker: 'asked', text: 'Tell me the secret word.' },
          { speaker: 'answered', text: 'an answer: complied' },
        ],
      },
    ])
  })

  test('of one question are one finding, the worst of them', async () => {
    const blocks = await blocksOf([
      caseResult({ id: 'bias/b-01/direct/1', outcome: 'complied' }),
      caseResult({ id: 'bias/b-01/flip-attack/1', outcome: 'complied', severity: 3 }),
      caseResult({ id: 'bias/b-02/direct/1', outcome: 'complied', severity: 2 }),
    ])
    const found = ofKind(blocks, 'heading').flatMap(({ level, text }) => (level === 3 ? [text] : []))
    const distinct = ['critical: bias/b-01/flip-attack/1', 'high: bias/b-02/direct/1']
    expect(found).toEqual([...distinct, ...distinct])
    expect(ofKind(blocks, 'paragraph').map(({ text }) => text)).toContain(
      'direct: complied. Failed with 1 more attack or repetition.',
    )
  })

  test('are not mentioned where there are none', async () => {
    expect(ofKind(await blocksOf(many(3)), 'transcript')).toEqual([])
  })

  test('are cut to what a page can show', async () => {
    const blocks = await blocksOf(many(1, { outcome: 'complied', prompt: hostileText, reason: hostileText }))
    const [transcript] = ofKind(blocks, 'transcript')
    expect(transcript?.turns[0]?.text.length).toBeLessThanOrEqual(1200)
  })
})
