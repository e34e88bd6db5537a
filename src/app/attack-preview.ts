import { attacks } from '../attacks/index.ts'
import type { Attack, AttackContext, AttackEntry, Writing } from '../core/attack.ts'
import type { Behavior } from '../core/behavior.ts'
import { ConfigError } from '../core/errors.ts'
import type { Message } from '../core/message.ts'
import { noSuch } from '../core/nearest.ts'
import { randomFrom } from '../core/random.ts'

export interface PreviewRequest {
  /** Name or slug of the attack, in any case. */
  readonly name: string
  readonly text: string
  /** One of the choices of its settings, such as FCS of Flip Attack. */
  readonly mode?: string | undefined
  readonly seed: number
}

export interface AttackPreview {
  readonly attack: string
  readonly seed: number
  /** The text as the attack writes it, or the first message that carries it where the attack does not rewrite. */
  readonly payload: string
  /** What a target would be sent, one conversation for each request; stand-ins take the place of its answers. */
  readonly conversations: readonly (readonly Message[])[]
}

/** Shows what an attack would send, and asks nobody. Throws a ConfigError for an unknown attack or mode. */
export async function previewAttack(request: PreviewRequest): Promise<AttackPreview> {
  const attack = chosen(request)
  const conversations: (readonly Message[])[] = []
  const context: AttackContext = {
    ask: (messages) => {
      conversations.push(messages)
      return Promise.resolve({ text: standIn, finish: 'stop', tokens: { input: 0, output: 0 } })
    },
    judge: () => Promise.resolve({ outcome: 'partial', harm: 0, reason: standIn, rule: 'preview', confidence: 0 }),
    random: streamOf(request, attack),
  }
  const attempts = attack.run(asBehavior(request.text), context)[Symbol.asyncIterator]()
  while ((await attempts.next()).done !== true);
  const payload = writingOf(request, attack)?.encode(request.text) ?? lastUserText(conversations[0])
  return { attack: attack.name, seed: request.seed, payload, conversations }
}

/** The way back from an attack's writing. Throws a ConfigError where there is none. */
export function decodePayload(request: PreviewRequest): string {
  const attack = chosen(request)
  const decoded = writingOf(request, attack)?.decode?.(request.text)
  if (decoded === undefined)
    throw new ConfigError([{ message: `${attack.name} has no decoding: its writing of this text cannot be undone.` }])
  return decoded
}

const standIn = '(the answer of the target)'

const streamOf = ({ seed }: PreviewRequest, { slug }: Attack) => randomFrom(seed, 'preview', slug)

const writingOf = (request: PreviewRequest, attack: Attack): Writing | undefined =>
  attack.writing?.(streamOf(request, attack))

const lastUserText = (messages: readonly Message[] = []): string =>
  messages.findLast(({ role }) => role === 'user')?.content ?? ''

/** Attacks that need an attacker model are shown in their scripted form: what the model would write nobody knows. */
function chosen({ name, mode }: PreviewRequest): Attack {
  const entry = find(name)
  const settings = mode === undefined ? {} : settingsFor(mode, entry)
  const attack = entry.make(settings)
  return attack.needs.attacker ? (entry.scripted?.(settings) ?? attack) : attack
}

function find(name: string): AttackEntry {
  const entries = Object.values<AttackEntry>(attacks)
  const namesOf = ({ make, scripted }: AttackEntry): string[] =>
    [make({}), scripted?.({})].flatMap((attack) => (attack === undefined ? [] : [attack.name, attack.slug]))
  const found = entries.find((entry) => namesOf(entry).some((known) => known.toLowerCase() === name.toLowerCase()))
  if (found !== undefined) return found
  const known = entries.map(({ make }) => make({}).name)
  throw new ConfigError([{ message: noSuch('attack', name, known) }])
}

/** The setting that has the mode among its choices, set to this one. */
function settingsFor(mode: string, { parameters, make }: AttackEntry): Readonly<Record<string, unknown>> {
  const choices = Object.entries(parameters).flatMap(([key, parameter]) =>
    'choices' in parameter
      ? parameter.choices.map((choice) => ({ key, choice, many: parameter.kind === 'choices' }))
      : [],
  )
  const found = choices.find(({ choice }) => choice.toLowerCase() === mode.toLowerCase())
  if (found !== undefined) return { [found.key]: found.many ? [found.choice] : found.choice }
  const known = choices.length === 0 ? 'none' : choices.map(({ choice }) => choice).join(', ')
  throw new ConfigError([{ message: `${make({}).name} has no mode "${mode}". Known: ${known}.` }])
}

const asBehavior = (prompt: string): Behavior => ({
  id: 'preview',
  dataset: 'preview',
  subcategory: 'preview',
  language: 'und',
  expected: 'refuse',
  severity: 0,
  prompt,
  oracle: { kind: 'refusal' },
  samples: { good: '', bad: '' },
})
