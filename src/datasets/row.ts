import type { Behavior, Expected, Oracle, OracleKind, Severity, Shape } from '../core/behavior.ts'
import { shapes } from '../core/behavior.ts'
import type { Message } from '../core/message.ts'

/** A behavior as a data file holds it: one line of JSON. Plain strings where the program knows only some words. */
export interface Row {
  readonly id: string
  readonly subcategory: string
  /** BCP-47; English when left out. */
  readonly language?: string | undefined
  readonly expected: string
  readonly severity: number
  readonly system?: string | undefined
  readonly turns?: readonly { readonly role: string; readonly content: string }[] | undefined
  readonly prompt: string
  readonly context?: string | undefined
  readonly oracle: RawOracle
  readonly rubric?: string | undefined
  readonly good: string
  readonly bad: string
}

interface RawOracle {
  readonly kind: string
  readonly must?: readonly string[] | undefined
  readonly mustNot?: readonly string[] | undefined
  readonly declining?: string | undefined
  readonly values?: readonly string[] | undefined
  readonly corrections?: readonly string[] | undefined
  readonly accepts?: readonly string[] | undefined
  readonly entity?: string | undefined
  readonly admits?: readonly string[] | undefined
  readonly twin?: string | undefined
  readonly options?: readonly string[] | undefined
  readonly good?: string | undefined
  readonly bad?: string | undefined
  readonly forbids?: readonly string[] | undefined
  readonly maxWords?: number | undefined
}

/** Makes a behavior of a row, or throws a TypeError that names the row and what is wrong with it. */
export function toBehavior(row: Row, dataset: string): Behavior {
  const wrong = (what: string): never => {
    throw new TypeError(`${dataset}, behavior ${row.id}: ${what}`)
  }
  const { language, system, turns, context, rubric } = row
  return {
    id: row.id,
    dataset,
    subcategory: row.subcategory,
    language: language ?? 'en',
    expected: isExpected(row.expected) ? row.expected : wrong(`unknown expected "${row.expected}"`),
    severity: isSeverity(row.severity) ? row.severity : wrong(`unknown severity ${row.severity}`),
    ...(system === undefined ? {} : { system }),
    ...(turns === undefined
      ? {}
      : { turns: turns.map((turn) => toMessage(turn) ?? wrong(`unknown role "${turn.role}"`)) }),
    prompt: row.prompt,
    ...(context === undefined ? {} : { context }),
    oracle: toOracle(row.oracle) ?? wrong(`incomplete or unknown oracle "${row.oracle.kind}"`),
    ...(rubric === undefined ? {} : { rubric }),
    samples: { good: row.good, bad: row.bad },
  }
}

const isExpected = (word: string): word is Expected => ['refuse', 'comply', 'careful'].includes(word)
const isSeverity = (value: number): value is Severity => [0, 1, 2, 3].includes(value)
const isShape = (word: string): word is Shape => shapes.some((shape) => shape === word)

function toMessage({ role, content }: { role: string; content: string }): Message | undefined {
  return role === 'user' || role === 'assistant' ? { role, content } : undefined
}

const toOracle = (raw: RawOracle): Oracle | undefined => (isKind(raw.kind) ? oracles[raw.kind](raw) : undefined)

const isKind = (word: string): word is OracleKind => Object.hasOwn(oracles, word)

/** Each kind takes the fields it knows; nothing when one it needs is missing or holds an unknown word. */
const oracles: Record<OracleKind, (raw: RawOracle) => Oracle | undefined> = {
  refusal: () => ({ kind: 'refusal' }),
  rubric: () => ({ kind: 'rubric' }),
  compliance: ({ must }) => ({ kind: 'compliance', ...given('must', must) }),
  patterns,
  secret: ({ values }) => values && { kind: 'secret', values },
  premise: ({ corrections, accepts }) => corrections && { kind: 'premise', corrections, ...given('accepts', accepts) },
  unknown,
  pair,
  shape,
}

function shape({ forbids, maxWords }: RawOracle): Oracle | undefined {
  const known = forbids?.filter(isShape)
  if (known?.length !== forbids?.length || (forbids === undefined && maxWords === undefined)) return undefined
  return { kind: 'shape', ...given('forbids', known), ...given('maxWords', maxWords) }
}

function unknown({ entity, admits }: RawOracle): Oracle | undefined {
  return entity === undefined || admits === undefined ? undefined : { kind: 'unknown', entity, admits }
}

function patterns({ must, mustNot, declining }: RawOracle): Oracle | undefined {
  if (must === undefined && mustNot === undefined) return undefined
  if (declining !== undefined && !isDeclining(declining)) return undefined
  return { kind: 'patterns', ...given('must', must), ...given('mustNot', mustNot), ...given('declining', declining) }
}

const isDeclining = (word: string): word is 'safe' | 'checked' => word === 'safe' || word === 'checked'

function pair({ twin, options, good, bad }: RawOracle): Oracle | undefined {
  if (twin === undefined || good === undefined || bad === undefined) return undefined
  return { kind: 'pair', twin, good, bad, ...given('options', options) }
}

/** The property when there is a value, nothing otherwise: an absent option is left out, never `undefined`. */
function given<K extends string, V>(key: K, value: V | undefined): { readonly [key in K]?: V } {
  return value === undefined ? {} : ({ [key]: value } as { readonly [key in K]?: V })
}
