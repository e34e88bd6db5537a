import type { AttackContext } from '../core/attack.ts'
import { AttackerError } from '../core/errors.ts'
import { assistant, type Message, system, user } from '../core/message.ts'

/** How often the attacker model is asked for one text: once, and twice again when its reply cannot be used. */
export const attackerTries = 3

export interface LineOptions<Field extends string> {
  readonly askAttacker: AttackContext['askAttacker']
  /** What the attacker is there for: its system message. */
  readonly brief: string
  /** What its replies hold, a text each, with what is to stand there. */
  readonly fields: Readonly<Record<Field, string>>
  /** What is wrong with the texts, for the attacker to read; nothing when they can be used. */
  readonly check: (texts: Readonly<Record<Field, string>>) => string | undefined
  /** How many of the last exchanges it is reminded of, at least one; all when left out. */
  readonly keeps?: number
}

/**
 * Opens a conversation with the attacker model in which every reply is one JSON object. An unusable reply, a refusal among them, is
 * asked for again and then an AttackerError. Only usable replies are remembered.
 */
export function openAttackerLine<Field extends string>({
  askAttacker,
  brief,
  fields,
  check,
  keeps = Number.POSITIVE_INFINITY,
}: LineOptions<Field>): (told: string) => Promise<Readonly<Record<Field, string>>> {
  const opening = system(`${brief}\n\n${formOf(fields)}`)
  let memory: readonly (readonly Message[])[] = []
  return async (told) => {
    if (askAttacker === undefined) throw new AttackerError('this attack needs an attacker model')
    let problem: string | undefined
    for (let i = 0; i < attackerTries; i++) {
      const reminder = problem === undefined ? '' : `\n\nYour last reply could not be used: ${problem}. Reply again.`
      const { text } = await askAttacker([opening, ...memory.flat(), user(`${told}${reminder}`)])
      const texts = readTexts(text, Object.keys(fields) as Field[])
      problem = texts === undefined ? 'it is not the JSON object that was asked for' : check(texts)
      if (texts !== undefined && problem === undefined) {
        memory = [...memory, [user(told), assistant(JSON.stringify(texts))]].slice(-keeps)
        return texts
      }
    }
    throw new AttackerError(`the attacker model wrote nothing usable in ${attackerTries} replies: ${problem ?? ''}`)
  }
}

const formOf = (fields: Readonly<Record<string, string>>): string =>
  [
    'Reply with one JSON object and nothing else. Each of its values is a string:',
    JSON.stringify(fields, undefined, 2),
  ].join('\n')

/** Models put a sentence or a code block around JSON. What stands inside must be one object with a text for every field. */
export function readTexts<Field extends string>(
  reply: string,
  fields: readonly Field[],
): Readonly<Record<Field, string>> | undefined {
  const value = parse(reply.slice(reply.indexOf('{'), reply.lastIndexOf('}') + 1))
  if (typeof value !== 'object' || value === null) return undefined
  const entries = new Map<string, unknown>(Object.entries(value))
  const texts = fields.map((field) => [field, entries.get(field)] as const)
  return texts.every(([, text]) => typeof text === 'string')
    ? (Object.fromEntries(texts) as Record<Field, string>)
    : undefined
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** An answer as the attacker is shown it: long ones are cut, between characters. */
export function quoted(answer: string, most = 4000): string {
  const [head = ''] = new RegExp(`^[^]{0,${most}}`, 'u').exec(answer) ?? []
  return `<<<\n${head}${head.length < answer.length ? ' […]' : ''}\n>>>`
}
