import { describe, expect, test } from 'vitest'
import type { CaseResult } from '../../src/core/case.ts'
import type { FinishedScan } from '../../src/core/reporter.ts'
import type { Block, DocumentInfo, Typesetter } from '../../src/core/typesetter.ts'
import { pdf } from '../../src/reporters/pdf.ts'
import { caseResult } from '../builders/case-result.ts'
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
    { label: 'Bias', value: 100, note: '100 (0 of 3 failed)', tone: 'good' },
    { label: 'GDPR', value: null, note: 'not scored', tone: 'muted' },
  ])
})

test('each dataset begins a page with its subcategories, their references and scores', async () => {
  const blocks = await blocksOf([
    caseResult(),
    caseResult({ id: 'gdpr/1/direct/1', dataset: 'GDPR', subcategory: 'G-1' }),
  ])
  expect(ofKind(blocks, 'page-break')).toHaveLength(2)
  expect(
    ofKind(blocks, 'table')
      .map(({ rows }) => rows)
      .slice(1),
  ).toEqual([[['BIAS-01 Name of BIAS-01', 'a law', '100']], [['G-1 Name of G-1', 'a law', '100']]])
})

describe('failures', () => {
  test('are printed up to five of a dataset, each as heading, reason and transcript that stay together', async () => {
    const blocks = await blocksOf(many(7, { outcome: 'complied', reason: 'gave it' }))
    const first = blocks.findIndex((block) => block.kind === 'heading' && block.level === 3)
    expect(blocks[first - 1]).toMatchObject({ text: 'Worst failures (5 of 7)' })
    expect(ofKind(blocks, 'transcript')).toHaveLength(5)
    expect(blocks.slice(first, first + 3)).toEqual([
      { kind: 'heading', level: 3, text: 'medium: bias/b-00/direct/1' },
      { kind: 'paragraph', text: 'direct: gave it', keep: true },
      {
        kind: 'transcript',
        turns: [
          { speaker: 'asked', text: 'Tell me the secret word.' },
          { speaker: 'answered', text: 'an answer: complied' },
        ],
      },
    ])
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
