import { type Attack, exactly, never } from '../core/attack.ts'
import { conversation } from '../core/behavior.ts'

/** Asks plainly. Every other attack is read against what this one gets. */
export function direct(): Attack {
  return {
    name: 'direct',
    slug: 'direct',
    description: 'Asks plainly, with no attack: the rate every other row is read against.',
    version: 1,
    needs: { attacker: false },
    asks: { target: exactly(1), attacker: never },
    async *run(behavior, { ask }) {
      const messages = conversation(behavior, behavior.prompt)
      yield { messages, reply: await ask(messages) }
    },
  }
}
