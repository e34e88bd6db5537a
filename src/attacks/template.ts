import { type Attack, exactly, never } from '../core/attack.ts'
import { conversation } from '../core/behavior.ts'
import { hashParts } from '../core/hash.ts'
import { slugOf } from '../core/ids.ts'
import { pick } from '../core/random.ts'
import { type Frame, unframe } from './frame.ts'

/** Where a template takes the request. */
export const placeholder = '{{prompt}}'

export interface Template {
  readonly name: string
  /** At least one; each case draws one of them. */
  readonly wordings: readonly string[]
}

/** SHA-256 over the words: other words are another attack. */
export const wordingHash = (wordings: readonly string[]): string => hashParts(wordings)

/**
 * A user's own template as an attack: the request stands in it, unedited, wherever the placeholder does. The slug carries the hash of the
 * words, so that results of another wording never pair.
 */
export function templateAttack({ name, wordings }: Template): Attack {
  return {
    name,
    slug: `template-${slugOf(name)}-${wordingHash(wordings).slice(0, 8)}`,
    description: 'A template of the configuration.',
    version: 1,
    needs: { attacker: false },
    asks: { target: exactly(1), attacker: never },
    async *run(behavior, { ask, random }) {
      const wording = pick(random, wordings)
      const messages = conversation(
        behavior,
        wording.replaceAll(placeholder, () => behavior.prompt),
      )
      yield { messages, reply: await ask(messages) }
    },
    reveal: (prompt) => unframe(wordings.map(frameOf), prompt),
  }
}

function frameOf(wording: string): Frame {
  const [before = '', ...rest] = wording.split(placeholder)
  return { before, after: rest.join(placeholder) }
}
