// Goes on with a scan whose journal lacks its last cases, measured; and what it asked again.
// usage: node bench/children/resume.ts BASE_URL QUESTIONS_FILE FOLDER CONCURRENCY MISSING_CASES
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { leanScan } from './lean-scan.ts'
import { startMeter } from './meter.ts'

const [baseUrl, questions, folder] = process.argv.slice(2).map(String) as [string, string, string]
const [concurrency = 1, missing = 1] = process.argv.slice(5).map(Number)
await leanScan({ baseUrl, questions, folder, concurrency })
const path = join(folder, 'journal.jsonl')
const lines = readFileSync(path, 'utf8').split('\n')
const isLost = (line: string): boolean => lost.some((start) => line.startsWith(start))
const cases = lines.filter((line) => line.startsWith('{"t":"case"'))
const lost = cases.slice(-missing).flatMap((line) => {
  const number = /"i":(\d+)/u.exec(line)?.[1] ?? ''
  return [`{"t":"case","i":${number},`, `{"t":"reply","i":${number},`]
})
writeFileSync(path, lines.filter((line) => !isLost(line)).join('\n'))
const log = join(folder, 'requests.jsonl')
const before = readFileSync(log, 'utf8').split('\n').length
const meter = startMeter()
const startedAt = Date.now()
await leanScan({ baseUrl, questions, folder, concurrency, resume: true })
const asked = readFileSync(log, 'utf8')
  .split('\n')
  .slice(before - 1, -1)
  .map((line) => JSON.parse(line) as { case: string; at: number })
console.log(
  JSON.stringify({
    ...meter.read(),
    cases: cases.length,
    missing,
    msToFirstRequest: Math.min(...asked.map(({ at }) => at)) - startedAt,
    askedAgain: asked.filter((one) => one.case !== 'preflight').length - missing,
  }),
)
