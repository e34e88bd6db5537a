// How soon report.html of 10,000 cases is painted and filtered in headless Chromium, and what it weighs, beside a page of 100 cases.
// usage: node bench/report-html.ts
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { chromium } from 'playwright-core'
import { html } from '../src/reporters/report-html.ts'
import { caseResult } from '../test/builders/case-result.ts'
import { finishedScan, rendered } from '../test/builders/finished-scan.ts'
import { reply } from '../test/builders/scripted-target.ts'
import { systemToolPath } from '../test/harness/skips.ts'

const folder = mkdtempSync(join(tmpdir(), 'report-html-'))
const browser = await chromium.launch({ executablePath: systemToolPath('chromium'), args: ['--no-sandbox'] })
try {
  const rows = [await measure(100), await measure(10_000)]
  console.table(rows)
  console.log(JSON.stringify(rows))
} finally {
  await browser.close()
  rmSync(folder, { recursive: true })
}

async function measure(cases: number) {
  const results = Array.from({ length: cases }, (_, i) => {
    const outcome = i % 3 === 0 ? 'complied' : 'refused'
    const text = `Answer ${i}: ${Array.from({ length: 60 }, (__, word) => `word${(i * 7919 + word * 104729) % 5000}`).join(' ')}`
    const attempts = caseResult({ outcome }).attempts.map((attempt) => ({ ...attempt, reply: reply({ text }) }))
    return caseResult({
      id: `bias/b-${String(i).padStart(5, '0')}/direct/1`,
      prompt: `Question ${i}?`,
      outcome,
      attempts,
    })
  })
  const file = join(folder, `${cases}.html`)
  writeFileSync(file, await rendered(html, await finishedScan(results)))
  const page = await browser.newPage()
  const started = performance.now()
  await page.goto(pathToFileURL(file).href, { waitUntil: 'commit' })
  await page.waitForSelector('body[data-ready]')
  const ready = performance.now() - started
  const paint = await page.evaluate<number>(
    "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN",
  )
  const filter = await page.evaluate<number>(`(() => {
    const box = document.querySelector('input[name=text]')
    const times = ['question 99', 'question 4', 'nothing at all', ''].map((text) => {
      const start = performance.now()
      box.value = text
      box.dispatchEvent(new Event('input', { bubbles: true }))
      document.body.offsetHeight
      return performance.now() - start
    })
    return Math.max(...times)
  })()`)
  await page.close()
  const round = (ms: number): number => Math.round(ms * 10) / 10
  const megabytes = Math.round(statSync(file).size / 1e4) / 100
  return { cases, megabytes, firstPaintMs: round(paint), allCasesReadyMs: round(ready), slowestFilterMs: round(filter) }
}
