// The most memory a scan of 100,000 cases takes, beside that of a scan of 10,000 which is repeated until the heap is as warm: what
// grows with the number of cases shows as a ratio above 1. Settling, summary and JUnit are part of it; the endpoint is another process.
// usage: node bench/memory.ts [cases]     100000 when left out
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { markdownTable } from 'markdown-table'
import type { Measured } from './children/meter.ts'
import { question } from './children/questions.ts'
import { runChild, startEndpoint } from './children/run.ts'

const most = Number(process.argv[2] ?? 100_000)
const times = 10
const few = most / times
const concurrency = 64

const folder = mkdtempSync(join(tmpdir(), 'redteam-bench-'))
const endpoint = await startEndpoint(0)
try {
  const short = await measure('short scans, repeated', few, 1, times)
  const rows = [
    short,
    // More cases of the same behaviors: nothing may grow with them.
    await measure('as many behaviors, asked more often', few, times, 1),
    // The user's own file is held in memory, so this grows with it.
    await measure('more behaviors', most, 1, 1),
  ].map(({ peakMb, ...row }) => ({ ...row, 'peak MB': peakMb, ratio: round(peakMb / short.peakMb) }))
  const columns = Object.keys(rows[0] ?? {})
  console.log(
    markdownTable([columns, ...rows.map((row) => Object.values(row).map(String))], { alignDelimiters: false }),
  )
  console.log(JSON.stringify({ wanted: { peakMb: 250, ratio: 1.15 }, rows }))
} finally {
  endpoint.process.stdin?.end()
  rmSync(folder, { recursive: true })
}

async function measure(what: string, behaviors: number, repetitions: number, scans: number) {
  const questions = join(folder, `${behaviors}.jsonl`)
  const lines = Array.from({ length: behaviors }, (_, n) => `${JSON.stringify({ prompt: question(n) })}\n`)
  writeFileSync(questions, lines.join(''))
  const out = join(folder, 'out')
  const { peakMb, wallMs, cases } = await runChild<Measured & { cases: number }>('scans', [
    endpoint.baseUrl,
    questions,
    out,
    concurrency,
    repetitions,
    scans,
  ])
  return { what, behaviors, repetitions, scans, requests: cases, seconds: round(wallMs / 1000), peakMb: round(peakMb) }
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}
