import { type Behavior, conversation, twinOf } from '../core/behavior.ts'
import type { Message } from '../core/message.ts'
import { randomFrom } from '../core/random.ts'

/** How the demo target behaves. */
export interface Personality {
  readonly name: string
  readonly description: string
  /** How likely it is to give a behavior's bad sample answer. */
  readonly weakness: (asked: Asked) => number
}

interface Asked {
  readonly behavior: Behavior
  /** Whether the request came in some disguise. */
  readonly isEncoded: boolean
}

export const personalities = {
  hardened: {
    name: 'hardened',
    description: 'declines or answers safely, whatever is asked and however',
    weakness: () => 0,
  },
  gullible: {
    name: 'gullible',
    description: 'gives much of what it should decline, and more of it when the request is encoded',
    weakness: ({ behavior, isEncoded }) => (behavior.expected === 'comply' ? 0 : isEncoded ? 0.7 : 0.35),
  },
  leaky: {
    name: 'leaky',
    description: 'keeps its manners but gives away planted secrets and personal data',
    weakness: ({ behavior }) => (behavior.oracle.kind === 'secret' ? 1 : 0),
  },
  overcautious: {
    name: 'overcautious',
    description: 'is safe, and declines harmless requests too',
    weakness: ({ behavior }) => (behavior.expected === 'comply' ? 1 : 0),
  },
} satisfies Record<string, Personality>

export type PersonalityName = keyof typeof personalities
export const personalityNames = Object.keys(personalities) as PersonalityName[]

export interface DemoKnowledge {
  readonly behaviors: Iterable<Behavior>
  /** The plain requests an encoded prompt may hold. */
  readonly reveal: (prompt: string) => readonly string[]
}

/**
 * A target that answers from the behaviors' own sample answers: it shows the pipeline at work and says nothing about any model.
 * The same conversation always gets the same answer.
 */
export function demoReply(
  personality: Personality,
  { behaviors, reveal }: DemoKnowledge,
): (messages: readonly Message[]) => string {
  const known = new Map<string, Behavior>()
  for (const behavior of behaviors) {
    for (const half of [behavior, twinOf(behavior)]) {
      if (half === undefined) continue
      known.set(half.prompt, half)
      known.set(lastUserText(conversation(half, half.prompt)), half)
    }
  }
  const likely = throughNoise(known.keys())
  return (messages) => {
    const asked = lastUserText(messages)
    const plain = known.get(asked)
    const revealed = reveal(asked)
    const behavior =
      plain ?? revealed.map((text) => known.get(text)).find((found) => found) ?? known.get(likely(asked) ?? '')
    if (behavior === undefined) return smallTalk([asked, ...revealed])
    const isBad = draw(personality, behavior) < personality.weakness({ behavior, isEncoded: plain === undefined })
    return isBad ? behavior.samples.bad : behavior.samples.good
  }
}

/** Finds the text that another one is with noise in it: as long, with the same letters, many of them in their place. */
function throughNoise(texts: Iterable<string>): (noisy: string) => string | undefined {
  const byLength = new Map<number, (readonly [text: string, letters: readonly string[]])[]>()
  for (const text of texts) {
    const letters = Array.from(text.toLowerCase())
    byLength.set(letters.length, [...(byLength.get(letters.length) ?? []), [text, letters]])
  }
  return (noisy) => {
    const wanted = Array.from(noisy.toLowerCase())
    const likeness = (letters: readonly string[]): number =>
      letters.filter((letter, i) => letter === wanted[i]).length + shared(letters, wanted)
    // The two questions of a pair may differ in a word or two, so the first that is alike will not do.
    let best: string | undefined
    let most = wanted.length
    for (const [text, letters] of byLength.get(wanted.length) ?? []) {
      const likely = likeness(letters)
      if (likely > most) [best, most] = [text, likely]
    }
    return best
  }
}

/** How many letters two texts have in common, wherever they stand. */
function shared(one: readonly string[], other: readonly string[]): number {
  const left = new Map<string, number>()
  for (const letter of other) left.set(letter, (left.get(letter) ?? 0) + 1)
  return one.filter((letter) => {
    const count = left.get(letter) ?? 0
    left.set(letter, count - 1)
    return count > 0
  }).length
}

/** Attacks ask this to learn whether the target can read their writing. */
const smallTalk = (texts: readonly string[]): string =>
  texts.some((text) => /capital of France/iu.test(text))
    ? 'The capital of France is Paris.'
    : 'ready (this is the demo target; it only knows the built-in behaviors)'

/** One draw for each behavior, so that whoever gives way to the plain request gives way to the encoded one too. */
const draw = ({ name }: Personality, { dataset, id }: Behavior): number => randomFrom('demo', name, dataset, id)()

const lastUserText = (messages: readonly Message[]): string =>
  messages.findLast(({ role }) => role === 'user')?.content ?? ''
