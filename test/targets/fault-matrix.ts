import { expect } from 'vitest'
import type { CaseResult } from '../../src/core/case.ts'
import type { Outcome } from '../../src/core/outcome.ts'
import { pick, randomFrom } from '../../src/core/random.ts'
import { plan } from '../../src/engine/plan.ts'
import { run } from '../../src/engine/run.ts'
import { noPast } from '../../src/engine/run-request.ts'
import { ruleJudge } from '../../src/judges/rule-judge.ts'
import { endpoint } from '../../src/targets/endpoint.ts'
import { behavior, dataset } from '../builders/behavior.ts'
import { attack, memoryJournal } from '../builders/engine.ts'
import { steppingClock } from '../builders/stepping-clock.ts'
import { type ChatReply, type ChatTarget, startChatTarget } from '../harness/chat-target.ts'

/** How an endpoint treats one case. */
interface Fault {
  readonly name: string
  /** The answer to the case's `n`th request, counted from 0. */
  readonly answer: (n: number) => ChatReply
  readonly outcomes: readonly Outcome[]
  /** What the retry policy allows. */
  readonly mostRequests: number
}

const refusal = 'I cannot help with that.'
const json = { 'content-type': 'application/json' }
const error = (status: number, body: unknown = { error: { message: 'oh' } }, headers = {}): ChatReply => ({
  status,
  body,
  headers,
})

/** Goes away after so many requests. */
const passing = (name: string, fault: ChatReply, times = 1): Fault => ({
  name: `${name}, ${times} times`,
  answer: (n) => (n < times ? fault : refusal),
  outcomes: ['refused'],
  mostRequests: times + 1,
})

const lasting = (name: string, answer: ChatReply, outcome: Outcome, mostRequests = 1): Fault => ({
  name,
  answer: () => answer,
  outcomes: [outcome],
  mostRequests,
})

const message = (fields: object, finish_reason = 'stop'): ChatReply =>
  error(200, { choices: [{ finish_reason, message: { role: 'assistant', content: null, ...fields } }] })

const faults: readonly Fault[] = [
  lasting('none', refusal, 'refused'),
  ...[408, 409, 425, 500, 502, 503, 529].map((status) => passing(`status ${status}`, error(status))),
  passing('status 500', error(500), 4),
  passing('busy', error(429), 2),
  passing('busy, come back', error(429, {}, { 'retry-after': '1' })),
  passing('overloaded, come back', error(503, {}, { 'retry-after-ms': '700' })),
  passing('a cut connection', { drop: true }, 2),
  passing('silence', { delayMs: 600_000, content: 'late' }),
  passing('half of the JSON', error(200, '{"choices": [{"mess', json)),
  passing('an HTML page', error(200, '<html>Welcome</html>', { 'content-type': 'text/html' })),
  passing('an error of its upstream inside', error(200, { error: { code: 502, message: 'upstream' } })),
  lasting('an HTML page for ever', error(200, '<html>Welcome</html>'), 'error_target', 2),
  lasting('a server that is broken', error(500, '<html>Oh</html>'), 'error_target', 8),
  lasting('a bad request', error(400), 'error_target'),
  lasting('a body that is too long', error(422), 'error_target'),
  lasting('a filter', error(400, { error: { code: 'content_filter', message: 'filtered' } }), 'refused'),
  lasting('a filter in the answer', message({}, 'content_filter'), 'refused'),
  lasting('no choice', error(200, { choices: [] }), 'no_answer'),
  lasting('null', message({}), 'no_answer'),
  lasting('nothing', message({ content: '' }), 'no_answer'),
  lasting('thoughts alone', message({ reasoning_content: 'Hm. '.repeat(50) }, 'length'), 'no_answer'),
  lasting('a refusal in its own field', message({ refusal }), 'refused'),
  // Rules find no words to judge in it.
  lasting('a call of a tool', message({ tool_calls: [{ function: { name: 'bake', arguments: '{}' } }] }), 'no_answer'),
  {
    ...lasting('ten megabytes', message({ content: 'Bake the cake. '.repeat(700_000) }), 'complied'),
    outcomes: ['complied', 'partial', 'safe_completion', 'unjudged', 'no_answer'],
  },
]

export interface MatrixRun {
  readonly cases: number
  readonly seed: number
}

/** Draws a fault for each case and checks what became of it. The clock does not wait, only silence takes its time. */
export async function checkMatrix({ cases, seed }: MatrixRun): Promise<void> {
  const random = randomFrom('faults', seed)
  const drawn = Array.from({ length: cases }, () => pick(random, faults))
  const seen = new Map<number, number>()
  const server = await startChatTarget(({ messages }) => {
    const number = Number(messages.at(-1)?.content.split(' ').at(-1))
    const n = seen.get(number) ?? 0
    seen.set(number, n + 1)
    return drawn[number]?.answer(n) ?? refusal
  })
  try {
    const results = await resultsOf(server, cases)
    expect(results.map(({ behavior: id }) => id).toSorted()).toEqual(drawn.map((_, i) => `b-${i}`).toSorted())
    for (const { behavior: id, outcome, requests } of results) {
      const number = Number(id.slice(2))
      const { name, outcomes, mostRequests } = drawn[number]!
      const sent = seen.get(number) ?? 0
      expect(outcomes, name).toContain(outcome)
      expect(sent, name).toBeLessThanOrEqual(mostRequests)
      if (outcome !== 'error_target') expect(requests, name).toBe(sent)
    }
  } finally {
    await server.close()
  }
}

async function resultsOf(server: ChatTarget, cases: number): Promise<readonly CaseResult[]> {
  const clock = steppingClock()
  const concurrency = 32
  const target = endpoint({
    baseUrl: server.url,
    apiKey: 'none',
    modelName: 'model-1',
    temperature: 0.7,
    maxTokens: 99,
    extraHeaders: {},
    timeoutMs: 3000,
    seed: 1,
    mask: (text) => text,
    clock,
    table: 'model',
    concurrency,
  })
  const behaviors = Array.from({ length: cases }, (_, i) => behavior({ id: `b-${i}`, prompt: `Tell the word ${i}` }))
  const journal = memoryJournal()
  await run({
    plan: plan({
      datasets: [{ dataset: dataset({ behaviors }) }],
      preset: 'deep',
      direct: attack({ slug: 'direct' }),
      pool: [],
      added: [],
      defaultMix: true,
      seed: 1,
    }),
    systemPrompt: undefined,
    target,
    judge: ruleJudge(),
    journal,
    past: noPast,
    clock,
    concurrency,
    onResult: () => undefined,
    signal: new AbortController().signal,
  })
  return journal.lines.flatMap((line) => (line.t === 'case' ? [line.result] : []))
}
