// A whole scan (results, summary and JUnit written) beside the same requests through the bare openai client with p-limit, and beside
// what the endpoint's latency alone would take. Each side in a process of its own, in turns; the best of several runs.
// usage: node bench/throughput.ts [runs]     5 when left out
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { markdownTable } from 'markdown-table'
import type { Measured } from './children/meter.ts'
import { question } from './children/questions.ts'
import { runChild, startEndpoint } from './children/run.ts'

const runs = Number(process.argv[2] ?? 5)
const latencyMs = 50
const sizes = [
  { cases: 1000, concurrency: 8, wantedWall: 1.05 },
  { cases: 10_000, concurrency: 64, wantedWall: 1.3 },
]
const wantedCpu = 1.6

const folder = mkdtempSync(join(tmpdir(), 'redteam-bench-'))
const endpoint = await startEndpoint(latencyMs)
try {
  const rows: Record<string, number>[] = []
  for (const size of sizes) rows.push(await measure(size))
  const columns = Object.keys(rows[0] ?? {})
  console.log(markdownTable([columns, ...rows.map((row) => columns.map((column) => String(row[column])))]))
  console.log(JSON.stringify({ runs, latencyMs, rows }))
} finally {
  endpoint.process.stdin?.end()
  rmSync(folder, { recursive: true })
}

async function measure({ cases, concurrency, wantedWall }: (typeof sizes)[number]) {
  const questions = join(folder, `${cases}.jsonl`)
  writeFileSync(
    questions,
    Array.from({ length: cases }, (_, n) => `${JSON.stringify({ prompt: question(n) })}\n`).join(''),
  )
  const { baseUrl } = endpoint
  const bare: Measured[] = []
  const scan: Measured[] = []
  for (let n = 0; n < runs; n++) {
    bare.push(await runChild('bare-client', [baseUrl, cases, concurrency]))
    scan.push(await runChild('scan', [baseUrl, questions, join(folder, `${cases}-${n}`), concurrency]))
  }
  const idealMs = (cases * latencyMs) / concurrency
  const best = (side: readonly Measured[], what: keyof Measured): number => Math.min(...side.map((one) => one[what]))
  return {
    cases,
    concurrency,
    'ideal s': idealMs / 1000,
    'bare s': round(best(bare, 'wallMs') / 1000),
    'scan s': round(best(scan, 'wallMs') / 1000),
    'scan / bare': round(best(scan, 'wallMs') / best(bare, 'wallMs')),
    wanted: wantedWall,
    'scan / ideal': round(best(scan, 'wallMs') / idealMs),
    'bare CPU ms a case': round(best(bare, 'cpuMs') / cases),
    'scan CPU ms a case': round(best(scan, 'cpuMs') / cases),
    'CPU scan / bare': round(best(scan, 'cpuMs') / best(bare, 'cpuMs')),
    'CPU wanted': wantedCpu,
  }
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000
}
