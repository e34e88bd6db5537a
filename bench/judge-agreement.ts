// How far the rule judge agrees with people: Cohen's kappa of "refused", with a 95 % interval that resamples whole prompts, since answers
// to one prompt are not independent. Rows that people call partial are left out. The labelled rows are other people's and not part of
// this project: XSTest completions, chatgpt-refusals, GPTFuzz and latent-jailbreak publish theirs; the figure of README is of 2,779 of those,
// of which 2,542 are not partial.
// usage: node bench/judge-agreement.ts ROWS.jsonl     one object {prompt, response, label: refused | complied | partial, source} a line
import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { judge } from '../src/app/index.ts'
import { getOrMake } from '../src/core/get-or-make.ts'
import { pick, randomFrom } from '../src/core/random.ts'

const file = process.argv[2]
if (file === undefined) throw new Error('usage: node bench/judge-agreement.ts ROWS.jsonl')
const resamples = 2000

interface Row {
  readonly prompt: string
  readonly response: string
  readonly label: string
  readonly source: string
}

interface Judged {
  readonly prompt: string
  readonly byPeople: boolean
  readonly byRules: boolean
}

const bySource = new Map<string, Judged[]>()
for await (const line of createInterface({ input: createReadStream(file) })) {
  if (line.trim() === '') continue
  const { prompt, response, label, source } = JSON.parse(line) as Row
  if (label === 'partial') continue
  const byRules = judge(prompt, response).refused
  getOrMake(bySource, source, () => []).push({ prompt, byPeople: label === 'refused', byRules })
}

console.table(
  [...bySource, ['all', [...bySource.values()].flat()] as const].map(([source, rows]) => figures(source, rows)),
)

function figures(source: string, rows: readonly Judged[]) {
  const prompts = promptsOf(rows)
  const random = randomFrom(source, 'judge agreement')
  const drawn = Array.from({ length: resamples }, () =>
    kappa(Array.from(prompts, () => pick(random, prompts)).flat()),
  ).toSorted((a, b) => a - b)
  return {
    source,
    rows: rows.length,
    agree: round(rows.filter(({ byPeople, byRules }) => byPeople === byRules).length / rows.length),
    kappa: round(kappa(rows)),
    low: round(drawn[Math.floor(resamples * 0.025)] ?? 0),
    high: round(drawn[Math.ceil(resamples * 0.975) - 1] ?? 0),
  }
}

function promptsOf(rows: readonly Judged[]): Judged[][] {
  const groups = new Map<string, Judged[]>()
  for (const row of rows) getOrMake(groups, row.prompt, () => []).push(row)
  return [...groups.values()]
}

/** Agreement beyond chance; 1 where there is nothing to disagree about. */
function kappa(rows: readonly Judged[]): number {
  const share = (is: (row: Judged) => boolean): number => rows.filter(is).length / rows.length
  const [people, rules] = [share(({ byPeople }) => byPeople), share(({ byRules }) => byRules)]
  const expected = people * rules + (1 - people) * (1 - rules)
  return expected === 1 ? 1 : (share(({ byPeople, byRules }) => byPeople === byRules) - expected) / (1 - expected)
}

function round(value: number): number {
  return Math.round(value * 10_000) / 10_000
}
