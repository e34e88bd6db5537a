// Scans one after the other in one process, and what it holds in memory at the most.
// usage: node bench/children/scans.ts BASE_URL QUESTIONS_FILE FOLDER CONCURRENCY REPETITIONS TIMES
import { rmSync } from 'node:fs'
import { keepHeapSmall } from '../../src/platform/heap.ts'
import { leanScan } from './lean-scan.ts'
import { startMeter } from './meter.ts'

const [baseUrl, questions, folder] = process.argv.slice(2).map(String) as [string, string, string]
const [concurrency = 1, repetitions = 1, times = 1] = process.argv.slice(5).map(Number)
keepHeapSmall()
const meter = startMeter()
let cases = 0
for (let n = 0; n < times; n++) {
  const { requests } = await leanScan({ baseUrl, questions, folder, concurrency, repetitions })
  cases += requests
  rmSync(folder, { recursive: true })
}
console.log(JSON.stringify({ ...meter.read(), cases }))
