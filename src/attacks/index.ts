import { type AttackEntry, entry } from '../core/attack.ts'
import { bijectionLearningEntry } from './bijection-learning.ts'
import { bon } from './bon-attack.ts'
import { contextFlooding } from './context-flooding.ts'
import { crescendo } from './crescendo.ts'
import { darkcite } from './darkcite.ts'
import { direct } from './direct.ts'
import { emoji } from './emoji-attack.ts'
import { flipEntry } from './flip-attack.ts'
import { humor } from './humor-attack.ts'
import { languageGameEntry } from './language-game.ts'
import { obfuscation } from './obfuscation.ts'
import { pair } from './pair.ts'
import { roleplay } from './roleplay.ts'

/** Every attack there is, by slug. Choices, help texts, parameters and contract tests are derived from it. */
export const attacks = {
  direct: entry({}, direct),
  darkcite,
  'bijection-learning': bijectionLearningEntry,
  'crescendo-attack': crescendo,
  'flip-attack': flipEntry,
  'language-game': languageGameEntry,
  'bon-attack': bon,
  'humor-attack': humor,
  'emoji-attack': emoji,
  pair,
  obfuscation,
  'context-flooding': contextFlooding,
  roleplay,
} satisfies Record<string, AttackEntry>

/**
 * What the default mix rotates through beside the direct request, with settings that keep a case cheap. Attacks that need an attacker
 * model take part only where there is one.
 */
export const defaultPool: Readonly<Partial<Record<keyof typeof attacks, Readonly<Record<string, unknown>>>>> = {
  darkcite: {},
  'bijection-learning': { types: ['letter', 'digit'], attempts: 2 },
  'crescendo-attack': {},
  'flip-attack': {},
  'language-game': {},
  'bon-attack': { n: 5 },
  'humor-attack': {},
  'emoji-attack': {},
  pair: {},
}
