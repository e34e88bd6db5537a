import { type Attack, exactly, never } from '../core/attack.ts'
import { conversation } from '../core/behavior.ts'
import { pick } from '../core/random.ts'

/** The words of a template on either side of the request. */
export interface Frame {
  readonly before: string
  readonly after: string
}

export const framed = ({ before, after }: Frame, request: string): string => `${before}${request}${after}`

/** The requests that a prompt made with one of these frames may hold. A document may stand behind it. */
export const unframe = (frames: readonly Frame[], prompt: string): readonly string[] =>
  frames.flatMap(({ before, after }) => (prompt.startsWith(before) ? heads(prompt.slice(before.length), after) : []))

/** What stands before each `after` that ends the text or a paragraph: the request and the document may hold it too. */
function heads(text: string, after: string): readonly string[] {
  const found: string[] = []
  for (let at = text.indexOf(after); at >= 0 && at <= text.length; at = next(text, after, at)) {
    const end = at + after.length
    if (end === text.length || text.startsWith('\n\n', end)) found.push(text.slice(0, at))
  }
  return found
}

/** Searching for nothing finds the end of the text again and again. */
const next = (text: string, after: string, at: number): number => (at < text.length ? text.indexOf(after, at + 1) : -1)

/** An attack that asks once, the unedited request in one of the frames. */
export const framedAttack = (
  identity: Pick<Attack, 'name' | 'slug' | 'description' | 'version'>,
  frames: readonly Frame[],
): Attack => ({
  ...identity,
  needs: { attacker: false },
  asks: { target: exactly(1), attacker: never },
  async *run(behavior, { ask, random }) {
    const messages = conversation(behavior, framed(pick(random, frames), behavior.prompt))
    yield { messages, reply: await ask(messages) }
  },
  reveal: (prompt) => unframe(frames, prompt),
})
