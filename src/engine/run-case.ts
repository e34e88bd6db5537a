import type { Attempt } from '../core/attack.ts'
import { type Behavior, twinOf } from '../core/behavior.ts'
import type { Case, CaseResult, JudgedAttempt } from '../core/case.ts'
import type { Clock } from '../core/clock.ts'
import { AttackerError, JudgeError, TargetError } from '../core/errors.ts'
import { fingerprintOf } from '../core/fingerprint.ts'
import type { Judge } from '../core/judge.ts'
import { type Outcome, verdictOf } from '../core/outcome.ts'
import { randomFrom } from '../core/random.ts'
import type { Lines } from './ask.ts'
import { asJudgement, type Decided, decisive, excuse } from './conclude.ts'
import { type AttemptJudge, attemptJudge, isHit, readable } from './judge-attempt.ts'

export interface CaseContext {
  readonly lines: Lines
  readonly judge: Judge
  readonly clock: Clock
  readonly seed: number
  readonly signal: AbortSignal
  /** The target failed this attack's canary: it cannot follow the encoding, and its declining proves nothing. */
  readonly isLost?: boolean
}

/**
 * Runs one case to its end: the attack's attempts are judged as they come, the first failing one ends it. What breaks is data:
 * the result then says so, and keeps the attempts made before. Rejects only when the scan is being stopped, or cannot be recorded.
 */
export async function runCase(testCase: Case, context: CaseContext): Promise<CaseResult> {
  const startedAt = context.clock.now()
  const attempts: JudgedAttempt[] = []
  const broken = await collect(testCase, context, attempts).then(
    () => undefined,
    (error: unknown) => failureOf(error, context.signal),
  )
  const decided = excuse(broken ?? decisive(attempts), context.isLost === true)
  return {
    ...describe(testCase),
    ...decided,
    verdict: verdictOf(decided.outcome, decided.harm),
    judge: context.judge.id,
    fingerprint: fingerprintOf(testCase.behavior, testCase.attack, context.judge),
    attempts,
    ...context.lines.spent(),
    measured: { at: startedAt, durationMs: context.clock.now() - startedAt },
  }
}

async function collect(testCase: Case, context: CaseContext, attempts: JudgedAttempt[]): Promise<void> {
  const { id, behavior, attack } = testCase
  const { lines, judge, seed, signal } = context
  const random = randomFrom(seed, id, 'judge')
  const judging = attemptJudge({ behavior, judge, isRephrased: attack.needs.attacker, lines, random, signal })
  const hasManyTries = attack.asks.target.most > 1
  for await (const [attempt, twin] of paired(testCase, context, judging)) {
    const verdict = hasManyTries ? judging.confirm(attempt, twin) : judging.judge(attempt, twin)
    const judgement = await verdict.catch(asJudgement)
    attempts.push({ ...attempt, ...(twin && { twin: readable(twin) }), ...judgement })
    // The conversation is kept all the same: another judge can read it later.
    if (judgement.outcome === 'error_judge') throw new JudgeError(judgement.reason)
    if (attempts.length >= attack.asks.target.most || isHit(judgement)) return
  }
}

/** Attempts of the behavior, each beside the attempt on its twin where it has one. Both halves draw the same random numbers. */
async function* paired(
  { id, behavior, attack }: Case,
  { lines, seed }: CaseContext,
  judging: AttemptJudge,
): AsyncIterable<[Attempt, Attempt?]> {
  const start = (half: Behavior) =>
    attack.run(half, {
      ask: (messages) => lines.ask(half, messages),
      ...(lines.askAttacker && { askAttacker: lines.askAttacker }),
      judge: (attempt) => judging.judge(attempt),
      random: randomFrom(seed, id),
    })
  const twin = twinOf(behavior)
  const twins = twin && start(twin)[Symbol.asyncIterator]()
  for await (const attempt of start(behavior)) {
    const other = await twins?.next()
    if (other === undefined) yield [attempt]
    else if (other.done !== true) yield [attempt, other.value]
  }
}

function failureOf(error: unknown, signal: AbortSignal): Decided {
  if (signal.aborted) throw signal.reason
  // No other case would fare better: the scan stops, and this one can be resumed.
  if (error instanceof TargetError && error.isFatal) throw error
  if (error instanceof TargetError) return broken('error_target', error.code, error.message)
  if (error instanceof JudgeError) return broken('error_judge', error.code, error.message)
  if (error instanceof AttackerError) return broken('attacker_refused', error.code, error.message)
  throw error
}

function broken(outcome: Outcome, code: string, message: string): Decided {
  return { outcome, harm: 0, reason: message, rule: code, confidence: 1, error: { code, message } }
}

function describe({ id, behavior, attack, repetition }: Case) {
  const { dataset, subcategory, language, expected, severity, prompt } = behavior
  return {
    format: 1,
    id,
    dataset,
    subcategory,
    behavior: behavior.id,
    attack: attack.name,
    repetition,
    language,
    expected,
    severity,
    prompt,
  } as const
}
