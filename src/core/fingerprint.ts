import type { Attack } from './attack.ts'
import type { Behavior } from './behavior.ts'
import { getOrMake } from './get-or-make.ts'
import { hashOf } from './hash.ts'
import type { Judge } from './judge.ts'

/** What a result was made of. Two runs' results of a case compare only where all of these agree. */
export interface Fingerprint {
  /** Of the request with its oracle and context: twelve hexadecimal digits, as the next one. */
  readonly behavior: string
  /** Of the attack's version and settings. */
  readonly attack: string
  /** The judge with its version and that of its prompt. */
  readonly judge: string
}

export const fingerprintOf = (behavior: Behavior, attack: Attack, judge: Judge): Fingerprint => ({
  behavior: shortHash(behavior),
  attack: attackFingerprint(attack),
  judge: judgeName(judge),
})

/** An attack is one of few objects and does not change, so its hash is made once. */
export const attackFingerprint = (attack: Attack): string =>
  getOrMake(attackHashes, attack, () => shortHash([attack.version, attack.settings ?? {}]))

const attackHashes = new WeakMap<Attack, string>()

/** Judgements of another version do not compare. */
export const judgeName = ({ id, version }: Judge): string => `${id}/${version}`

const shortHash = (value: unknown): string => hashOf(JSON.stringify(value)).slice(0, 12)
