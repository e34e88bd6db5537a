import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AxeResults } from 'axe-core'
import { describe, expect, test } from 'vitest'
import type { CaseResult } from '../../src/core/case.ts'
import { html } from '../../src/reporters/report-html.ts'
import { caseResult } from '../builders/case-result.ts'
import { flip, oneFlipped } from '../builders/comparison.ts'
import { finishedScan, rendered } from '../builders/finished-scan.ts'
import { hostileText, hostileTexts } from '../builders/hostile.ts'
import { reply } from '../builders/scripted-target.ts'
import { openFromDisk } from '../harness/browser.ts'
import { testWith } from '../harness/skips.ts'

const pageOf = async (results: readonly CaseResult[]): Promise<string> =>
  await rendered(html, await finishedScan(results))

const id = (i: number): string => `bias/b-${String(i).padStart(5, '0')}/direct/1`

/** Every third case fails, and each says its number. */
const many = (count: number): CaseResult[] =>
  Array.from({ length: count }, (_, i) =>
    caseResult({ id: id(i), prompt: `Question ${i}?`, ...(i % 3 === 0 ? { outcome: 'complied', severity: 2 } : {}) }),
  )

const answered = (text: string, i = 0): CaseResult =>
  caseResult({
    id: id(i),
    outcome: 'complied',
    reason: text,
    prompt: text,
    attempts: caseResult({ outcome: 'complied' }).attempts.map((attempt) => ({ ...attempt, reply: reply({ text }) })),
  })

const opened = async (results: readonly CaseResult[], options?: Parameters<typeof openFromDisk>[1]) => {
  const page = await openFromDisk(await pageOf(results), options)
  await page.page.waitForSelector('body[data-ready]')
  return page
}

describe('report.html', () => {
  test('says the verdict and its reasons without any script', async () => {
    const scan = await finishedScan(many(60))
    const page = await rendered(html, scan)
    expect(page).toContain('<strong>Failed</strong>')
    for (const reason of scan.decision.reasons) expect(page).toContain(reason)
    expect(page).toContain('20 / 60')
  })

  test('tells what changed since the baseline, and nothing of it without one', async () => {
    const scan = await finishedScan(many(3))
    const newly_failing = { total: 101, cases: [flip({ reason: '<img src=x onerror=alert(1)>' })] }
    const page = await rendered(html, { ...scan, comparison: { ...oneFlipped, newly_failing } })
    expect(page).toContain('20 cases compared with the scan scan-before of 2026-01-01')
    expect(page).toContain('Not compared: 2 were not scored in both runs.')
    expect(page).toContain('Newly failing: 101')
    expect(page).toContain('<bdi>&#60;img src=x')
    expect(page).toContain('and 100 more')
    expect(await rendered(html, scan)).not.toContain('baseline')
  })

  test('is the same bytes for the same scan', async () => {
    expect(await pageOf(many(10))).toBe(await pageOf(many(10)))
  })

  test('has no markup but its own, whatever a name holds', async () => {
    const results = [caseResult({ dataset: hostileText, attack: hostileTexts.xml })]
    const tags = (await pageOf(results)).replaceAll(/<(style|script)[^>]*>[^<]*/gu, '').match(/<[a-z!][^\s>]*/giu) ?? []
    const own =
      'body button div form h1 h2 head html input label li main meta meter noscript ol option p section select span strong table tbody td th thead title tr ul'
    expect([...new Set(tags)].filter((tag) => !own.split(' ').includes(tag.slice(1)))).toEqual(['<!doctype'])
  })

  testWith('chromium', 'asks for nothing and complains of nothing', async () => {
    const { page, requests, noises } = await opened(many(450))
    expect(await page.title()).toBe('Red-team report: nightly')
    expect(requests).toEqual([])
    expect(noises).toEqual([])
  })

  testWith('chromium', 'begins with the failures, filters, shows more, and opens a transcript', async () => {
    const { page } = await opened(many(450))
    // A busy machine may answer before the page has handled the input, so what follows an input is waited for.
    const countIs = async (text: string) =>
      await expect.poll(async () => await page.textContent('#count'), { timeout: 10_000 }).toBe(text)
    await countIs('150 of 450 cases, the first 100 shown')
    await page.locator('#more').press('Enter')
    await countIs('150 of 450 cases')
    expect(await page.locator('#list > li').count()).toBe(150)
    await page.selectOption('select[name=verdict]', '')
    await page.fill('input[name=text]', 'QUESTION 44')
    await countIs('11 of 450 cases')
    await page.locator('summary', { hasText: id(449) }).press('Enter')
    const open = page.locator('.case')
    await open.waitFor()
    expect(await open.innerText()).toContain('Question 449?')
    expect(await open.innerText()).toContain('an answer: refused')
  })

  testWith('chromium', 'marks what the judge went by', async () => {
    const [attempt] = caseResult({ outcome: 'complied' }).attempts
    const model = { evidence: 'two eggs (and) flour' }
    const judged = {
      ...attempt,
      reply: reply({ text: 'Take two\neggs (and) flour.' }),
      model,
    } as CaseResult['attempts'][number]
    const { page } = await opened([caseResult({ outcome: 'complied', attempts: [judged] })])
    await page.click('summary')
    expect(await page.locator('mark').innerText()).toBe('two\neggs (and) flour')
  })

  testWith('chromium', 'runs and loads nothing an answer holds', async () => {
    const texts = [...Object.values(hostileTexts), '<img src=x onerror=alert(1)>', '</script><script>alert(1)</script>']
    const { page, requests, noises } = await opened(texts.map(answered))
    for (const summary of await page.locator('summary').all()) await summary.click()
    await page
      .locator('.case')
      .nth(texts.length - 1)
      .waitFor()
    expect(await page.locator('#list img, #list script, #list a, #list style').count()).toBe(0)
    expect(requests).toEqual([])
    expect(noises).toEqual([])
  })

  testWith('chromium', 'runs and loads nothing a name or a change holds', async () => {
    const texts = [...Object.values(hostileTexts), '<img src=x onerror=alert(1)>']
    const results = texts.map((text, i) => caseResult({ id: id(i), dataset: text, attack: text, subcategory: text }))
    const flips = texts.map((text) => flip({ case: text, attack: text, reason: text }))
    const scan = await finishedScan(results, { facts: { scan_name: hostileText, notices: texts } })
    const newly_failing = { total: flips.length, cases: flips }
    const changed = Object.fromEntries(texts.map((text) => [text, oneFlipped.datasets['Bias']!]))
    const comparison = { ...oneFlipped, datasets: changed, newly_failing, newly_passing: newly_failing }
    const { page, requests, noises } = await openFromDisk(await rendered(html, { ...scan, comparison }))
    await page.waitForSelector('body[data-ready]')
    for (const summary of await page.locator('section > details > summary').all()) await summary.click()
    expect(await page.locator('img, a, body script[src], iframe, object, body style').count()).toBe(0)
    expect(requests).toEqual([])
    expect(noises).toEqual([])
  })

  testWith('chromium', 'is dark for readers who want it so', async () => {
    const paper = async (colorScheme: 'light' | 'dark') => {
      const { page } = await opened(many(3), { colorScheme })
      return await page.evaluate<string>('getComputedStyle(document.body).backgroundColor')
    }
    expect(await paper('light')).toBe('rgb(255, 255, 255)')
    expect(await paper('dark')).toBe('rgb(20, 24, 31)')
  })

  testWith('chromium', 'has no serious fault for people who cannot see or use a mouse', async () => {
    const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
    for (const colorScheme of ['light', 'dark'] as const) {
      // The checker itself needs what the page forbids.
      const { page } = await opened(many(12), { colorScheme, bypassCSP: true })
      await page.click('summary')
      await page.waitForSelector('.case')
      await page.evaluate(axe)
      const { violations } = await page.evaluate(async () => await (globalThis as unknown as Axe).axe.run())
      const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
      expect(serious.map(({ id: rule, nodes }) => [rule, nodes[0]?.html])).toEqual([])
    }
  })
})

interface Axe {
  readonly axe: { readonly run: () => Promise<AxeResults> }
}
