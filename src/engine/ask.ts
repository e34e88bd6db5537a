import type { Behavior } from '../core/behavior.ts'
import type { Clock } from '../core/clock.ts'
import { AttackerError, JudgeError, messageOf, TargetError } from '../core/errors.ts'
import { hashOf } from '../core/hash.ts'
import type { Journal, JournalReply } from '../core/journal.ts'
import { addTokens, type Message, noTokens, type Reply, system, type Tokens } from '../core/message.ts'
import type { RequestRecord } from '../core/request-record.ts'
import type { CachedEndpoint } from '../core/response-cache.ts'
import type { Answer } from '../core/target.ts'
import { placeInCache } from './caching.ts'
import { noted } from './noted.ts'
import type { Endpoint } from './slots.ts'

/** One case's lines to the models: they count what it costs, write every reply down, and answer from the journal first. */
export interface Lines {
  readonly ask: (behavior: Behavior, messages: readonly Message[]) => Promise<Reply>
  /** Asks the target about no behavior: canaries. */
  readonly askPlainly: (messages: readonly Message[]) => Promise<Reply>
  /** Rejects with JudgeError. Missing where no judge model is configured. */
  readonly askJudge?: (messages: readonly Message[]) => Promise<Reply>
  /** Rejects with AttackerError. Missing where no attacker model is configured. */
  readonly askAttacker?: (messages: readonly Message[]) => Promise<Reply>
  readonly spent: () => Spent
}

export interface Spent {
  readonly tokens: Tokens
  readonly requests: number
  /** Questions to the target whose answer another case had paid for; missing when there were none. */
  readonly shared?: number
  /** Questions to any model whose answer came from the cache of an earlier scan; missing when there were none. */
  readonly cached?: number
  /** What the judge model cost, apart from the target. */
  readonly judging: { readonly tokens: Tokens; readonly requests: number }
  readonly attacking: { readonly tokens: Tokens; readonly requests: number }
}

export interface LinesRequest {
  readonly caseNumber: number
  /** How the case is called in the log of requests. */
  readonly caseId: string
  /** What the journal already holds for this case, in order. */
  readonly recorded: readonly JournalReply[]
  /** What the operator's own system prompt says, in front of everything. */
  readonly systemPrompt: string | undefined
  readonly target: Endpoint
  readonly judgeModel?: Endpoint | undefined
  readonly attackerModel?: Endpoint | undefined
  /** The caches of the models, by their part in the scan. */
  readonly caches?: Partial<Record<JournalReply['to'], CachedEndpoint>> | undefined
  readonly journal: Journal
  readonly clock: Clock
  readonly onRequest?: ((record: RequestRecord) => void) | undefined
  readonly signal: AbortSignal
}

/** `ask` rejects with TargetError when the target fails. An answer of the journal is given once, and to its own question only. */
export function openLines(request: LinesRequest): Lines {
  const { systemPrompt, target, judgeModel, attackerModel } = request
  const toTarget = openLine(request, 'target', target)
  const toJudge = judgeModel && openLine(request, 'judge', judgeModel)
  const toAttacker = attackerModel && openLine(request, 'attacker', attackerModel)
  const cached = (): number => toTarget.cached() + (toJudge?.cached() ?? 0) + (toAttacker?.cached() ?? 0)
  return {
    askPlainly: (messages) => toTarget.ask(withSystem(messages, [systemPrompt])),
    ask: (behavior, messages) => toTarget.ask(withSystem(messages, [systemPrompt, behavior.system])),
    ...(toJudge && { askJudge: (messages) => toJudge.ask(messages).catch(asJudgeError(request.signal)) }),
    ...(toAttacker && { askAttacker: (messages) => toAttacker.ask(messages).catch(asAttackerError(request.signal)) }),
    spent: () => ({
      ...toTarget.spent(),
      ...(toTarget.shared() > 0 && { shared: toTarget.shared() }),
      ...(cached() > 0 && { cached: cached() }),
      judging: toJudge?.spent() ?? nothing,
      attacking: toAttacker?.spent() ?? nothing,
    }),
  }
}

const nothing = { tokens: noTokens, requests: 0 }

interface Line {
  readonly ask: (messages: readonly Message[]) => Promise<Reply>
  readonly spent: () => { readonly tokens: Tokens; readonly requests: number }
  readonly shared: () => number
  readonly cached: () => number
}

function openLine(request: LinesRequest, to: JournalReply['to'], model: Endpoint): Line {
  const { recorded } = request
  // Found by their question, not by their number: a request that failed leaves no line behind, and what follows moves up.
  const known = new Map<string, JournalReply[]>()
  for (const line of recorded.filter((one) => one.to === to))
    known.set(line.ask, [...(known.get(line.ask) ?? []), line])
  let asked = 0
  let tokens = noTokens
  let requests = 0
  let shared = 0
  let cached = 0
  return {
    async ask(messages) {
      const hash = hashOf(JSON.stringify(messages))
      const n = asked++
      const past = known.get(hash)?.shift()
      const { reply, tries, isCached } = past ?? (await askLogged(request, model, { to, n, ask: hash, messages }))
      if (isCached === true) cached += 1
      else if (tries > 0) tokens = addTokens(tokens, reply.tokens)
      else shared += 1
      requests += tries
      return reply
    },
    spent: () => ({ tokens, requests }),
    shared: () => shared,
    cached: () => cached,
  }
}

interface Question {
  readonly to: JournalReply['to']
  readonly n: number
  readonly ask: string
  readonly messages: readonly Message[]
}

async function askLogged(
  { caseNumber, caseId, caches, journal, clock, onRequest, signal }: LinesRequest,
  model: Endpoint,
  { to, n, ask, messages }: Question,
): Promise<Answer> {
  const cached = caches?.[to]
  const place = cached && placeInCache(cached, messages, { caseId, n })
  const keep = async ({ reply, tries, ms, isCached }: Answer): Promise<void> => {
    const line = { t: 'reply', i: caseNumber, n, to, ask, reply, tries, ms, at: clock.now() } as const
    await journal.append(isCached === undefined ? line : { ...line, isCached })
    if (isCached === undefined) await place?.keep(reply)
  }
  return await noted({ id: `${caseNumber}.${to}.${n}`, case: caseId, to }, { onRequest, clock, signal }, async () => {
    const kept = await place?.find()
    if (kept === undefined) return await model.askAndKeep(messages, signal, keep)
    const answer = { reply: kept, tries: 0, ms: 0, isCached: true } as const
    await keep(answer)
    return answer
  })
}

/** Turns the failure of a judge's model into the judge's own; a scan that is being stopped, or has to stop, stays what it is. */
export const asJudgeError =
  (signal: AbortSignal) =>
  (error: unknown): never => {
    if (signal.aborted || !(error instanceof TargetError) || error.isFatal) throw error
    throw new JudgeError(`the judge model could not be asked: ${messageOf(error)}`, { cause: error })
  }

const asAttackerError =
  (signal: AbortSignal) =>
  (error: unknown): never => {
    if (signal.aborted || !(error instanceof TargetError) || error.isFatal) throw error
    throw new AttackerError(`the attacker model could not be asked: ${messageOf(error)}`, { cause: error })
  }

/** Some endpoints take one system message only, so the operator's, the scenario's and the attack's become one. */
function withSystem(messages: readonly Message[], before: readonly (string | undefined)[]): readonly Message[] {
  const own = messages.filter(({ role }) => role === 'system').map(({ content }) => content)
  const parts = [...before, ...own].filter((part) => part !== undefined && part !== '')
  const rest = messages.filter(({ role }) => role !== 'system')
  return parts.length === 0 ? rest : [system(parts.join('\n\n')), ...rest]
}
