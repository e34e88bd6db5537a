// Speed of the rule judge: answers and megabytes a second beside a floor (lower-casing the same text), and its worst cases.
// usage: node bench/judge.ts
import { classify } from '../src/judges/classify.ts'
import fixtures from '../test/judges/language-fixtures.json' with { type: 'json' }

const reply = (text: string) => ({ text, finish: 'stop', tokens: { input: 0, output: 0 } }) as const

/** Best of several runs, in milliseconds. */
function best(run: () => void, times = 5): number {
  return Math.min(
    ...Array.from({ length: times }, () => {
      const start = performance.now()
      run()
      return performance.now() - start
    }),
  )
}

const rounds = 20
const bytes = rounds * fixtures.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0)
const answers = rounds * fixtures.length
const judged = best(() => {
  for (let i = 0; i < rounds; i++) for (const { text } of fixtures) classify(reply(text))
})
let seen = 0
const floor = best(() => {
  for (let i = 0; i < rounds; i++) for (const { text } of fixtures) seen += text.toLowerCase().length
})

const megabyte = 1e6
const worst = Object.fromEntries(
  Object.entries({
    'one letter': 'a',
    spaces: ' ',
    'half a refusal': 'I can not ',
    'quotation marks': '"',
    'list items': '\n- x',
    'speaker tags': '[A]: b\n',
    emoji: '😊',
    Chinese: '我不能',
    'mixed alphabets': 'аa',
    'open brackets': '[',
    clauses: ', but',
    negations: 'i will not i cannot and ',
  }).map(([name, piece]) => {
    const text = piece.repeat(megabyte / piece.length)
    return [name, Number(best(() => classify(reply(text)), 3).toFixed(1))]
  }),
)

console.log(
  JSON.stringify(
    {
      answers_per_second: Math.round((answers / judged) * 1000),
      megabytes_per_second: Number((bytes / judged / 1000).toFixed(2)),
      times_the_floor: Math.round(judged / floor),
      worst_case_ms_at_1_MB: worst,
      seen,
    },
    null,
    2,
  ),
)
