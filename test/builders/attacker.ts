import type { Attack, AttackContext, Attempt } from '../../src/core/attack.ts'
import type { Behavior } from '../../src/core/behavior.ts'
import type { Message } from '../../src/core/message.ts'
import { failingHarm, type Outcome } from '../../src/core/outcome.ts'
import { attackContext } from './engine.ts'
import { reply } from './scripted-target.ts'

export interface Cast {
  /** What the target answers to its `n`th conversation, counted from 0. */
  readonly target?: (messages: readonly Message[], n: number) => string
  /** What the attacker model writes when asked for the `n`th time; without it there is none. */
  readonly attacker?: (messages: readonly Message[], n: number) => string
  /** What the judge makes of an answer. */
  readonly judge?: (answer: string) => Outcome | readonly [Outcome, number]
  readonly seed?: number
}

export interface Performance {
  readonly toTarget: readonly (readonly Message[])[]
  readonly toAttacker: readonly (readonly Message[])[]
  readonly attempts: readonly Attempt[]
  readonly error?: unknown
}

/** Runs an attack to its end or to its error, as an engine would that never counts a hit. */
export async function perform(attack: Attack, behavior: Behavior, cast: Cast = {}): Promise<Performance> {
  const { target = () => 'no.', attacker, judge = outcomeByWord, seed = 1 } = cast
  const toTarget: (readonly Message[])[] = []
  const toAttacker: (readonly Message[])[] = []
  const attempts: Attempt[] = []
  const context: Partial<AttackContext> = {
    judge: async (attempt) => {
      const judged = judge(attempt.reply.text)
      const [outcome, harm] = typeof judged === 'string' ? [judged, judged === 'complied' ? failingHarm : 0] : judged
      return { outcome, harm, reason: outcome, rule: 'test', confidence: 1 }
    },
    ...(attacker && {
      askAttacker: async (messages: readonly Message[]) =>
        reply({ text: attacker(messages, toAttacker.push(messages) - 1) }),
    }),
  }
  const ask = async (messages: readonly Message[]) => reply({ text: target(messages, toTarget.push(messages) - 1) })
  try {
    for await (const attempt of attack.run(behavior, attackContext(ask, seed, context))) attempts.push(attempt)
    return { toTarget, toAttacker, attempts }
  } catch (error) {
    return { toTarget, toAttacker, attempts, error }
  }
}

/** "no" is a refusal, "some" a part, everything else compliance. */
const outcomeByWord = (answer: string): Outcome =>
  answer.startsWith('no') ? 'refused' : answer.startsWith('some') ? 'partial' : 'complied'

export const lastText = (messages: readonly Message[] | undefined): string => messages?.at(-1)?.content ?? ''

/** An attacker model that fills in whatever form it is told to reply with; `texts` are for fields that need a certain one. */
export function fillIn(
  [brief]: readonly Pick<Message, 'content'>[],
  texts: Readonly<Record<string, string>> = {},
): string {
  const text = brief?.content ?? ''
  const form = JSON.parse(text.slice(text.lastIndexOf('\n{') + 1)) as Readonly<Record<string, string>>
  const usual = (field: string): string =>
    field.startsWith('asks') ? 'yes' : `what is usual for ${field} in a kitchen`
  return JSON.stringify(Object.fromEntries(Object.keys(form).map((field) => [field, texts[field] ?? usual(field)])))
}
