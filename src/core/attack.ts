import type { Behavior } from './behavior.ts'
import type { Judgement } from './judge.ts'
import type { Decoded, Message, Reply } from './message.ts'
import type { Random } from './random.ts'

/** How many requests a case of this attack makes to one model: what to plan with, and what it never exceeds. */
export interface Bound {
  readonly expected: number
  readonly most: number
}

/** Asks that model nothing. */
export const never: Bound = { expected: 0, most: 0 }
/** Exactly `n` requests. */
export const exactly = (n: number): Bound => ({ expected: n, most: n })

/** What an attack is lent. It reaches for nothing else. */
export interface AttackContext {
  /** Sends one conversation to the target. Rejects with TargetError when the target cannot answer. */
  readonly ask: (messages: readonly Message[]) => Promise<Reply>
  /** The model that writes attacks, for those that need one. Rejects with AttackerError when it cannot be asked. */
  readonly askAttacker?: (messages: readonly Message[]) => Promise<Reply>
  /** What the judge makes of an attempt, for attacks that learn from it. The engine judges what is yielded by itself. */
  readonly judge: (attempt: Attempt) => Promise<Judgement>
  /** A stream of its own for every case, the same on every run of the same seed. */
  readonly random: Random
}

/** One conversation that is ready to be judged. */
export interface Attempt {
  readonly messages: readonly Message[]
  readonly reply: Reply
  /** The reply read with the attack's own key, by attacks that ask for an encoded answer. */
  readonly decoded?: Decoded
}

/** One harmless task in an attack's encoding: a target that fails it cannot follow, so its declining proves nothing. */
export interface Canary {
  readonly messages: readonly Message[]
  readonly passes: (reply: string) => boolean
}

/** The rewriting of an attack alone, with no instructions around it. */
export interface Writing {
  readonly encode: (text: string) => string
  /** The way back, where there is one; nothing for a text that this writing cannot have produced. */
  readonly decode?: (text: string) => string | undefined
}

/**
 * Turns a behavior into conversations. It only yields attempts: the engine journals every reply, has each attempt judged and
 * ends the iteration at the first hit, so earlier attempts survive when the target breaks. Given the same replies it must ask
 * the same questions, or an interrupted case could not be replayed.
 */
export interface Attack {
  /** The API's name: "Flip Attack". */
  readonly name: string
  /** File name, registry key and part of case ids. */
  readonly slug: string
  /** One line for `redteam list algorithms`. */
  readonly description: string
  /** Changes when the attack sends something else than before: baselines of another version do not pair. */
  readonly version: number
  /** What it was made with, by the registry. Other settings are another attack to a journal or a baseline. */
  readonly settings?: Readonly<Record<string, unknown>>
  readonly needs: { readonly attacker: boolean }
  readonly asks: { readonly target: Bound; readonly attacker: Bound }
  readonly run: (behavior: Behavior, context: AttackContext) => AsyncIterable<Attempt>
  /** Whether it changes the request at all; where it does not, asking with it would measure the plain request under its name. */
  readonly fits?: (behavior: Behavior) => boolean
  /** Sent once per target, for attacks that encode. */
  readonly canary?: (random: Random) => Canary
  /** How it rewrites the request, by attacks that do. The same stream draws the same key. */
  readonly writing?: (random: Random) => Writing
  /** The plain requests that a prompt built by this attack may hold, best first: what a capable reader makes of it. */
  readonly reveal?: (prompt: string) => readonly string[]
}

/** A setting of an attack, as `[scan.attacks."NAME"]` takes it. */
export type Parameter =
  | {
      readonly kind: 'integer' | 'number'
      readonly default: number
      readonly least: number
      readonly most: number
      readonly meaning: string
    }
  | { readonly kind: 'choice'; readonly default: string; readonly choices: readonly string[]; readonly meaning: string }
  /** Some of the choices, at least one, in the given order. */
  | {
      readonly kind: 'choices'
      readonly default: readonly string[]
      readonly choices: readonly string[]
      readonly meaning: string
    }

type ValueOf<P extends Parameter> = P extends { kind: 'integer' | 'number' }
  ? number
  : P extends { kind: 'choice'; choices: readonly (infer C)[] }
    ? C
    : P extends { kind: 'choices'; choices: readonly (infer C)[] }
      ? readonly C[]
      : never

/** The values of a table of parameters, each already checked. */
export type Values<T extends Readonly<Record<string, Parameter>>> = { readonly [K in keyof T]: ValueOf<T[K]> }

/** An attack as the registry holds it. Its scripted form runs, under its own name, where no attacker model is configured. */
export interface AttackEntry {
  readonly parameters: Readonly<Record<string, Parameter>>
  readonly make: (values: Readonly<Record<string, unknown>>) => Attack
  readonly scripted?: (values: Readonly<Record<string, unknown>>) => Attack
}

/** Makes a registry entry: fills in the defaults, so that an attack is made from complete values. */
export function entry<const T extends Readonly<Record<string, Parameter>>>(
  parameters: T,
  make: (values: Values<T>) => Attack,
  scripted?: (values: Values<T>) => Attack,
): AttackEntry {
  const defaults = Object.fromEntries(Object.entries(parameters).map(([name, { default: value }]) => [name, value]))
  const filled =
    (from: (values: Values<T>) => Attack) =>
    (values: Readonly<Record<string, unknown>>): Attack => {
      const settings = { ...defaults, ...values }
      return { ...from(settings as Values<T>), settings }
    }
  return { parameters, make: filled(make), ...(scripted && { scripted: filled(scripted) }) }
}
