// What it costs to go on with a scan of 10,000 cases of which 100 are missing: the time to the first request, and requests that are
// sent again (none should be).
// usage: node bench/resume.ts [cases]     10000 when left out
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { question } from './children/questions.ts'
import { runChild, startEndpoint } from './children/run.ts'

const cases = Number(process.argv[2] ?? 10_000)
const folder = mkdtempSync(join(tmpdir(), 'redteam-bench-'))
const endpoint = await startEndpoint(0)
try {
  const questions = join(folder, 'questions.jsonl')
  const lines = Array.from({ length: cases }, (_, n) => `${JSON.stringify({ prompt: question(n) })}\n`)
  writeFileSync(questions, lines.join(''))
  const row = await runChild<Record<string, number>>('resume', [
    endpoint.baseUrl,
    questions,
    join(folder, 'out'),
    64,
    Math.ceil(cases / 100),
  ])
  console.table([row])
  console.log(JSON.stringify(row))
} finally {
  endpoint.process.stdin?.end()
  rmSync(folder, { recursive: true })
}
