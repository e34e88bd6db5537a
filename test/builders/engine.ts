import { type Attack, type AttackContext, exactly, never } from '../../src/core/attack.ts'
import { conversation } from '../../src/core/behavior.ts'
import type { Case } from '../../src/core/case.ts'
import type { Journal, JournalLine } from '../../src/core/journal.ts'
import type { Judge, JudgeInput, Judgement } from '../../src/core/judge.ts'
import { randomFrom } from '../../src/core/random.ts'
import { behavior } from './behavior.ts'

/** An attack that asks the plain prompt, once for each of its `words` with the word in front. */
export const attack = ({ words = [''], ...changes }: Partial<Attack> & { words?: readonly string[] } = {}): Attack => ({
  name: 'Test Attack',
  slug: 'test-attack',
  description: 'For tests.',
  version: 1,
  needs: { attacker: false },
  asks: { target: exactly(words.length), attacker: never },
  async *run(asked, { ask }) {
    for (const word of words) {
      const messages = conversation(asked, `${word}${asked.prompt}`)
      yield { messages, reply: await ask(messages) }
    }
  },
  ...changes,
})

export const testCase = (changes: Partial<Case> = {}): Case => ({
  id: 'bias/b-01/test-attack/1',
  behavior: behavior(),
  attack: attack(),
  repetition: 1,
  ...changes,
})

/** Takes an answer that begins with "yes" for compliance and every other for a refusal. */
export const yesJudge = (
  judge: (input: JudgeInput) => Partial<Judgement> | Error | Promise<Partial<Judgement> | Error> = () => ({}),
  { isDeterministic = true }: Partial<Judge> = {},
): Judge => ({
  id: 'yes',
  version: '1',
  isDeterministic,
  judge: async (input) => {
    const special = await judge(input)
    if (special instanceof Error) throw special
    const isYes = input.reply.text.startsWith('yes')
    const outcome = isYes ? 'complied' : 'refused'
    return { outcome, harm: isYes ? 1 : 0, reason: outcome, rule: 'yes', confidence: 1, ...special }
  },
})

export interface MemoryJournal extends Journal {
  readonly lines: readonly JournalLine[]
}

/** A journal in memory; it refuses a line for which `broken` gives an error. */
export function memoryJournal(broken: (line: JournalLine) => Error | undefined = () => undefined): MemoryJournal {
  const lines: JournalLine[] = []
  return {
    lines,
    append: async (line) => {
      const error = broken(line)
      if (error !== undefined) throw error
      lines.push(line)
    },
  }
}

/** What an attack is lent in tests that need no judge and no attacker model. */
export const attackContext = (
  ask: AttackContext['ask'],
  seed = 1,
  changes: Partial<AttackContext> = {},
): AttackContext => ({
  ask,
  judge: async () => ({ outcome: 'refused', harm: 0, reason: 'declined', rule: 'test', confidence: 1 }),
  random: randomFrom(seed),
  ...changes,
})
