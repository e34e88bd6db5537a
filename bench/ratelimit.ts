// Limits, measured where they count: when requests arrive at the server. Beside it a server with a limit that nobody was told of,
// and one with faults in every fifth request.
// usage: node bench/ratelimit.ts [minutes]     3 when left out
import { user } from '../src/core/message.ts'
import { randomFrom } from '../src/core/random.ts'
import { systemClock } from '../src/platform/clock.ts'
import { type Endpoint, endpoint } from '../src/targets/endpoint.ts'
import { type ChatReply, startChatTarget } from '../test/harness/chat-target.ts'

const minutes = Number(process.argv[2] ?? 3)
const windowMs = 60_000
const { signal } = new AbortController()

interface Limits {
  readonly qpm?: number
  readonly concurrency: number
}

const connect = (baseUrl: string, limits: Limits): Endpoint =>
  endpoint({
    ...limits,
    baseUrl,
    apiKey: 'none',
    modelName: 'bench',
    temperature: 0,
    maxTokens: 16,
    extraHeaders: {},
    timeoutMs: 60_000,
    seed: 1,
    mask: (text) => text,
    clock: systemClock,
    table: 'model',
  })

/** The most arrivals in any window: one that begins with an arrival holds the most. Arrivals are in order. */
function busiest(arrivals: readonly number[], width: number): number {
  let most = 0
  for (let from = 0, to = 0; from < arrivals.length; from++) {
    while (to < arrivals.length && (arrivals[to] ?? 0) <= (arrivals[from] ?? 0) + width) to++
    most = Math.max(most, to - from)
  }
  return most
}

/** Asks until the time is over, with more askers than slots. */
async function askFor(ms: number, target: Endpoint, concurrency: number) {
  const until = performance.now() + ms
  let answered = 0
  let lost = 0
  const work = async (): Promise<void> => {
    while (performance.now() < until) {
      await target.ask([user('q')], signal).then(
        () => (answered += 1),
        () => (lost += 1),
      )
    }
  }
  await Promise.all(Array.from({ length: concurrency }, work))
  return { answered, lost }
}

async function held(qpm: number, shareOf429: number) {
  const arrivals: number[] = []
  const server = await startChatTarget((): ChatReply => {
    arrivals.push(performance.now())
    const isRefused = chance() < shareOf429
    return isRefused ? { status: 429, body: { error: { message: 'slow down' } } } : { content: 'ok', delayMs: 50 }
  })
  const concurrency = 32
  const { answered, lost } = await askFor(minutes * windowMs, connect(server.url, { qpm, concurrency }), concurrency)
  await server.close()
  const measured = arrivals.filter((at) => at <= (arrivals[0] ?? 0) + minutes * windowMs)
  return {
    what: `qpm ${qpm}${shareOf429 > 0 ? `, ${shareOf429 * 100} % random 429` : ''}`,
    'most in 60 s': busiest(arrivals, windowMs),
    'share of the limit': Number((measured.length / (qpm * minutes)).toFixed(4)),
    requests: arrivals.length,
    answered,
    lost,
  }
}

/** 300 questions, 64 at once. `ideal`: what they would take at the best. */
async function batch(what: string, idealMs: number, script: (n: number) => ChatReply) {
  let n = 0
  let isWarm = false
  const server = await startChatTarget(() => (isWarm ? script(n++) : 'ready'))
  const target = connect(server.url, { concurrency: 64 })
  // As every scan does: the first request of a process is no measure of the others.
  await target.probe.ask([user('q')], signal)
  isWarm = true
  const startedAt = performance.now()
  const ends = await Promise.allSettled(Array.from({ length: 300 }, () => target.ask([user('q')], signal)))
  const ms = performance.now() - startedAt
  await server.close()
  return {
    what,
    requests: n,
    'requests a question': Number((n / 300).toFixed(3)),
    seconds: Number((ms / 1000).toFixed(2)),
    'times the ideal': Number((ms / idealMs).toFixed(3)),
    lost: ends.filter(({ status }) => status === 'rejected').length,
  }
}

/** Lets 50 requests through in any second, and tells the others to come back in one. */
function sliding(): (n: number) => ChatReply {
  const passed: number[] = []
  return () => {
    const now = performance.now()
    while (passed.length > 0 && (passed[0] ?? 0) <= now - 1000) passed.shift()
    if (passed.length >= 50)
      return { status: 429, headers: { 'retry-after': '1' }, body: { error: { message: 'slow down' } } }
    passed.push(now)
    return { content: 'ok', delayMs: 50 }
  }
}

/** The same in whole seconds. */
function fixed(): (n: number) => ChatReply {
  let second = 0
  let count = 0
  return () => {
    const now = Math.floor(performance.now() / 1000)
    if (now !== second) [second, count] = [now, 0]
    if (++count > 50) return { status: 429, headers: { 'retry-after': '1' }, body: { error: { message: 'slow down' } } }
    return { content: 'ok', delayMs: 50 }
  }
}

/** A bucket of 50 that fills with 50 a second. */
function bucket(): (n: number) => ChatReply {
  let level = 50
  let at = performance.now()
  return () => {
    const now = performance.now()
    level = Math.min(50, level + (now - at) / 20)
    at = now
    if (level < 1) return { status: 429, headers: { 'retry-after': '1' }, body: { error: { message: 'slow down' } } }
    level -= 1
    return { content: 'ok', delayMs: 50 }
  }
}

const chance = randomFrom('bench', 'ratelimit')

/** Faults differ from seed to seed, and the unluckiest question of 300 decides how long it takes: one seed says little. */
const faulty = (seed: number) => {
  const draw = randomFrom('bench', 'faults', seed)
  return (n: number): ChatReply => (draw() < 0.2 ? fault(n) : { content: 'ok', delayMs: 50 })
}

const fault = (n: number): ChatReply => {
  return n % 3 === 0 ? { drop: true, delayMs: 10 } : { status: n % 3 === 1 ? 500 : 503, body: {}, delayMs: 10 }
}

const batches = [
  await batch('50 a second, sliding', 6000, sliding()),
  await batch('50 a second, whole seconds', 6000, fixed()),
  await batch('50 a second, bucket', 6000, bucket()),
]
for (let seed = 1; seed <= 10; seed++)
  batches.push(await batch(`a fault in every fifth request, seed ${seed}`, 300, faulty(seed)))
console.table(batches)
const limits = minutes > 0 ? await Promise.all([held(600, 0), held(3000, 0), held(600, 0.1), held(3000, 0.1)]) : []
if (limits.length > 0) console.table(limits)
console.log(JSON.stringify({ batches, limits }))
