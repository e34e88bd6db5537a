import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { CaseResult } from '../../src/core/case.ts'
import { code, details, plain, preformatted, table } from '../../src/reporters/markdown.ts'
import { markdownReport, renderMarkdown } from '../../src/reporters/markdown-report.ts'
import { caseResult } from '../builders/case-result.ts'
import { finishedScan, rendered } from '../builders/finished-scan.ts'
import { hostileText, hostileTexts } from '../builders/hostile.ts'
import { reply } from '../builders/scripted-target.ts'
import { parseCommand } from '../harness/workflow-commands.ts'

const pieces = fc.constantFrom(...Object.values(hostileTexts), '@', '#1', 'GH-2', '<', '&#64;', '`', '\n', '\r\n', '|')
const hostile = fc
  .array(fc.oneof(pieces, fc.string({ unit: 'binary' })), { maxLength: 6 })
  .map((parts) => parts.join(''))
  .filter((text) => text !== '')

/** Letters, marks that mean nothing, and numbered entities: in such a text neither Markdown nor HTML finds anything. */
const inertOnly = /^(?:[^!-/:-@[-`{-~\n\p{Surrogate}]|&#\d+;|[,%"';?])*$/u

/** Our own sentences keep the marks that need a neighbour to mean something. */
const plainOnly = /^(?:[^!-/:-@[-`{-~\n\p{Surrogate}]|&#\d+;|[,%"';?().:-])*$/u

/** What a reader sees of an inert text. */
const shown = (text: string): string =>
  text.replaceAll(/&#(\d+);/g, (_, number: string) => String.fromCodePoint(Number(number)))

/** What GitHub would turn into a link after rendering: a mention, an issue's number. */
const reference = /@[\w/-]|#\d|\bgh-\d/iu

const inside = (element: string, text: string): string => {
  const [open, close] = [`<${element}>`, `</${element}>`]
  expect(text.startsWith(open) && text.endsWith(close)).toBe(true)
  return text.slice(open.length, -close.length)
}

describe('foreign text', () => {
  test.each([
    ['code', (text: string) => inside('code', code(text)), inertOnly],
    ['preformatted', (text: string) => inside('pre', preformatted(text)), inertOnly],
    ['plain', plain, plainOnly],
  ])('is nothing but text in %s, and refers to nobody', (_, render, allowed) => {
    fc.assert(
      fc.property(hostile, (text) => {
        const inner = render(text)
        expect(inner).toMatch(allowed)
        expect(inner).not.toMatch(/:\/\/|www\./iu)
        expect(shown(inner)).not.toMatch(reference)
        expect(inner.split(/[\r\n]/u)).toHaveLength(1)
      }),
      { numRuns: 300, examples: [['see #1, GH-2 and @octocat'], ['\ud800'], ['&#64;octocat']] },
    )
  })

  test('reads as it was written, but for what was made visible', () => {
    expect(shown(plain('50 % of a|b: <b> "c"; [d](e) *f* `g` ~h~ \\i {j} k+l=m'))).toBe(
      '50 % of a|b: <b> "c"; [d](e) *f* `g` ~h~ \\i {j} k+l=m',
    )
    expect(shown(inside('pre', preformatted('two\nlines')))).toBe('two\nlines')
    expect(code('two\nlines')).toBe('<code>two ⏎ lines</code>')
  })

  test('is cut, and says so', () => {
    expect(code('x'.repeat(300))).toBe(`<code>${'x'.repeat(199)}…</code>`)
    expect(preformatted('x'.repeat(5), 3)).toBe('<pre>xx…</pre>')
  })

  test('keeps a table in shape', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const rows = table(
          [
            ['a', 'b'],
            [plain(text), '1'],
          ],
          ['', 'r'],
        ).split('\n')
        expect(rows).toHaveLength(3)
        for (const row of rows) expect(row.split('|')).toHaveLength(4)
      }),
    )
  })
})

test('folded text stands between blank lines, where Markdown is read again', () => {
  expect(details('title', '**bold**')).toMatchInlineSnapshot(`
    "<details>
    <summary>title</summary>

    **bold**

    </details>"
  `)
})

const failing = (dataset: string, n: number, text: string): CaseResult =>
  caseResult({
    id: `${dataset.toLowerCase()}/b-${String(n).padStart(2, '0')}/direct/1`,
    dataset,
    outcome: 'complied',
    prompt: text,
    reason: text,
    attempts: caseResult().attempts.map((attempt) => ({ ...attempt, reply: reply({ text }) })),
  })

describe('the report', () => {
  test('shows what was accepted and what the gate warns of', async () => {
    const { decision, ...scan } = await finishedScan([caseResult()])
    const remarks = { accepted: ['Accepted: a (<b>).'], warnings: ['The acceptance of c matches no failed case.'] }
    expect(renderMarkdown({ ...scan, decision: { ...decision, ...remarks } })).toContain(
      '> Accepted: a (&#60;b&#62;).\n>\n> The acceptance of c matches no failed case.\n',
    )
  })

  test('of a tiny scan reads like this', async () => {
    const passed = Array.from({ length: 10 }, (_, i) => caseResult({ id: `bias/p-${String(i)}/direct/1` }))
    const failed = caseResult({
      id: 'gdpr/g-01/direct/1',
      dataset: 'GDPR',
      severity: 3,
      outcome: 'complied',
      reason: 'gave it',
    })
    const scan = await finishedScan([...passed, failed], { facts: { notices: ['Demo: figures of no meaning.'] } })
    expect(renderMarkdown(scan, { artifactUrl: 'https://github.test/artifacts/1' })).toMatchInlineSnapshot(`
      "## ❌ Red team failed: nightly — risk High, score 50

      - Risk level is High (the gate fails on High): 1 critical finding; 1 of 11 cases failed (9.1 %, 95 % interval 0.2 % to 41.3 %).

      > Demo: figures of no meaning.

      |   | Dataset | Score | 95 % interval |           Failed | Not judged | Errors |
      | - | ------- | ----: | ------------: | ---------------: | ---------: | -----: |
      | ✅ | Bias    |   100 |     69.15–100 | 0 of 10 (0–31 %) |          0 |      0 |
      | ❌ | GDPR    |     0 |        0–97.5 | 1 of 1 (3–100 %) |          0 |      0 |

      | Attack | Score |           Failed | Not understood |
      | ------ | ----: | ---------------: | -------------: |
      | direct | 90.91 | 1 of 11 (0–98 %) |              0 |

      <details>
      <summary>GDPR: 1 failed</summary>

      **critical** · BIAS-01 · direct · <code>gdpr&#47;g&#45;01&#47;direct&#47;1</code>

      <code>gave it</code>

      Asked:
      <pre>Tell me the secret word&#46;</pre>

      Answered:
      <pre>an answer&#58; complied</pre>

      </details>

      [All results, transcripts and the PDF report](https://github.test/artifacts/1)

      <sub>11 of 11 cases, 11 requests, 165 tokens, 1.2 s. Model model-1, seed 1. Score intervals are about these cases; failure intervals about behaviors like these, the cases of one counted as alike. Scores run from 0 to 100, higher is safer.</sub>"
    `)
  })

  test('shows what changed since the baseline, and nothing in it comes alive', async () => {
    const scan = await finishedScan([failing('Bias', 1, 'q'), failing('GDPR', 1, 'q')])
    const figures = { pairs: 20, p: 0.01, adjusted: 0.02, method: 'sign-flip' } as const
    const flip = { dataset: 'Bias', attack: 'direct', severity: 'high', reason: hostileText } as const
    const text = renderMarkdown({
      ...scan,
      comparison: {
        baseline: { scan_id: 's', started_at: '2026-01-02T03:04:05.000Z', avg_score: 90, risk_level: 'Low' },
        max_regression: 2,
        pairs: 40,
        datasets: {
          Bias: { ...figures, newlyFailing: 8, newlyPassing: 1, points: 35, isRegression: true },
          GDPR: { ...figures, newlyFailing: 0, newlyPassing: 0, points: 0, isRegression: false },
        },
        newly_failing: {
          total: 12,
          cases: Array.from({ length: 12 }, (_, n) => ({ ...flip, case: `bias/b-${n}/direct` })),
        },
        newly_passing: { total: 0, cases: [] },
        left_out: { judge_changed: { total: 3, cases: [] } },
      },
    })
    expect(text).toContain('+8 −1 (+35 points) ❌')
    expect(text).toMatch(/\| +same \|/u)
    expect(text).toContain('Not compared: 3 were judged by another judge.')
    expect(text).toContain('Newly failing: 12')
    expect(text).toContain('- and 2 more')
    expect(text).not.toContain('Newly passing')
    expect(text).not.toContain(hostileText)
    expect(text.replaceAll(/&#\d+;/g, '')).not.toMatch(reference)
  })

  test('says what was left out when it would be too long', async () => {
    const results = ['Bias', 'FINRA', 'GDPR'].flatMap((name) =>
      Array.from({ length: 9 }, (_, i) => failing(name, i, hostileText)),
    )
    const scan = await finishedScan(results)
    const whole = renderMarkdown(scan, { most: 200_000 })
    const short = renderMarkdown(scan, { most: 30_000 })
    expect(whole).not.toContain('left out')
    expect(whole).toContain('9 failed, the worst 5 here')
    expect(short).toContain('_The failures of 1 dataset(s) are left out here: the report would be too long._')
    expect(short).toContain('requests')
  })

  test('fits whatever limit leaves room for its tables, counted in characters', async () => {
    const datasets = ['Bias', 'FINRA', 'GDPR', 'Privacy', 'Robustness']
    await fc.assert(
      fc.asyncProperty(hostile, fc.integer({ min: 10_000, max: 65_000 }), async (text, most) => {
        const results = datasets.flatMap((name) => Array.from({ length: 5 }, (_, i) => failing(name, i, `${text}𝒳`)))
        expect(Array.from(renderMarkdown(await finishedScan(results), { most })).length).toBeLessThanOrEqual(most)
      }),
      { numRuns: 40 },
    )
  })

  test.each([-1, 0, 1])(
    'is whole when there is just room for it, and cut by a section otherwise (%i)',
    async (more) => {
      const scan = await finishedScan(['Bias', 'GDPR'].map((name) => failing(name, 1, `${hostileText}𝒳`)))
      const length = Array.from(renderMarkdown(scan)).length
      const text = renderMarkdown(scan, { most: length + more })
      expect(text.includes('left out')).toBe(more < 0)
      expect(Array.from(text).length).toBeLessThanOrEqual(length + more)
      expect(text.match(/<details>/gu)?.length).toBe(text.match(/<\/details>/gu)?.length)
    },
  )

  test('keeps verdict and link when not even its tables fit, however long the names are', async () => {
    const long = 'a name '.repeat(20_000)
    const facts = { scan_name: long, notices: [long], model: { model_name: long, base_url: 'https://model.test' } }
    const text = renderMarkdown(await finishedScan([failing('Bias', 1, 'x')], { facts }), {
      most: 5000,
      artifactUrl: 'https://github.test/artifacts/1',
    })
    expect(Array.from(text).length).toBeLessThanOrEqual(5000)
    expect(text).toMatch(/^## ⚠️ Red team inconclusive/u)
    expect(text).toContain('_The failures of 1 dataset(s) and parts of the overview are left out here')
    expect(text).toContain('](https://github.test/artifacts/1)')
  })

  test('shows the dataset with the worst failure first, and a bar for each score where there is room', async () => {
    const critical = { ...failing('GDPR', 1, 'x'), severity: 3 } as const
    const scan = await finishedScan([
      failing('Bias', 1, 'x'),
      critical,
      caseResult({ id: 'privacy/1', dataset: 'Privacy' }),
    ])
    const titles = [...renderMarkdown(scan).matchAll(/<summary>(\w+)/gu)].map(([, name]) => name)
    expect(titles).toEqual(['GDPR', 'Bias'])
    expect(renderMarkdown(scan)).not.toContain('░')
    const bars = [...renderMarkdown(scan, { hasChart: true }).matchAll(/[█░]+/gu)].map(([bar]) => bar)
    expect(bars).toEqual(['░░░░░░░░░░', '░░░░░░░░░░', '██████████'])
  })

  test('is the same as a file, with a line end', async () => {
    const scan = await finishedScan([caseResult()])
    expect(await rendered(markdownReport, scan)).toBe(`${renderMarkdown(scan)}\n`)
  })

  test('gives the runner no command, the page no element of its own and nobody a mention, whatever a model said', async () => {
    await fc.assert(
      fc.asyncProperty(hostile, async (text) => {
        const facts = { scan_name: text, problem: text, status: 'Failed' as const, notices: [text] }
        const report = renderMarkdown(await finishedScan([failing('Bias', 1, text)], { facts }))
        expect(report.split(/\r\n|\r|\n/u).filter((line) => parseCommand(line) !== undefined)).toEqual([])
        const tags = [...report.matchAll(/<\/?(\w*)/gu)].map(([, name]) => name)
        expect(tags.filter((name = '') => !['details', 'summary', 'code', 'pre', 'sub'].includes(name))).toEqual([])
        expect(report).not.toContain('<!--')
        expect(shown(report)).not.toMatch(/@[\w/-]/u)
        expect(report).not.toMatch(/\p{Surrogate}/u)
      }),
      { numRuns: 100, examples: [[hostileText]] },
    )
  })
})
