import fc from 'fast-check'
import { attacks } from '../../src/attacks/index.ts'
import type { Attack, AttackEntry } from '../../src/core/attack.ts'
import { lastText, perform } from './attacker.ts'
import { behavior } from './behavior.ts'

const letters = Array.from('how do I bake a cake?')
const others = [
  'é',
  'e\u0301',
  'ß',
  'İ',
  '𝒜',
  '👩‍🍳',
  '🏳️‍🌈',
  '好',
  'й',
  'ال',
  'ก็',
  ' ',
  '\n',
  '-',
  '7',
  '"',
  '`',
  '{{',
  '\\',
]

/** Requests in one script and in many: emoji, combining marks, astral letters, right-to-left words, runs of white space, digits. */
const requests = fc.oneof(
  fc.stringMatching(/^[a-z]{1,9}( [a-z]{1,9}){0,5}$/u),
  fc.array(fc.constantFrom(...letters, ...others), { minLength: 1, maxLength: 24 }).map((parts) => parts.join('')),
  fc.array(fc.constantFrom(...letters, 'é', '7'), { minLength: 1, maxLength: 24 }).map((parts) => parts.join('')),
)

/** Attacks that disguise the request, as far as they need no attacker model for it. */
export const disguises: readonly Attack[] = Object.values<AttackEntry>(attacks)
  .map(({ make }) => make({}))
  .filter(({ reveal, canary }) => reveal !== undefined && canary !== undefined)

/** Of `runs` random requests the smallest one found that cannot be read from all that the attack asks; nothing if all can. */
export async function lost(attack: Attack, runs: number): Promise<unknown> {
  const { counterexample } = await fc.check(
    fc.asyncProperty(requests, fc.nat(), async (prompt, seed) => {
      const asked = behavior({ prompt })
      fc.pre(attack.fits?.(asked) ?? true)
      const { toTarget } = await perform(attack, asked, { seed })
      return toTarget.length > 0 && toTarget.every((sent) => attack.reveal?.(lastText(sent)).includes(prompt))
    }),
    { numRuns: runs },
  )
  return counterexample
}
