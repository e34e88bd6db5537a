import type { Message } from '../../core/message.ts'
import { isLines, type JsonLine, jsonLines } from './jsonl.ts'
import { isRecord, kindOf, type Reader, tableOf, wrong } from './table.ts'

/**
 * The attempts of a garak report or hit log, one a line among other entries. A report holds each attempt twice, before and after
 * it was judged; it is taken once. Answers, detectors and scores are not read: the prompts are asked anew.
 */
export const garak: Reader = {
  accepts: (ending, text) => isLines(ending) && isGarak(text.slice(0, 65_536)),
  read(text, file) {
    const attempts = onlyAttempts(jsonLines(text, file))
    const lineOf = (row: number): number => attempts[row]?.line ?? 1
    if (attempts.length === 0)
      throw wrong(
        file,
        1,
        'There is no attempt in this garak file. A report of a run has lines with "entry_type": "attempt".',
      )
    const asked = attempts.map(({ value }, row) => {
      const found = conversationOf(value['prompt'])
      if (typeof found !== 'string') return found
      throw wrong(file, lineOf(row), `Row ${row + 1}, column "prompt": ${found}.`)
    })
    const records = attempts.map(({ value }, row) => ({
      ...value,
      id: value['uuid'] ?? value['attempt_id'],
      prompt: asked[row]?.prompt,
      system: asked[row]?.system,
      category: value['probe_classname'] ?? value['probe'],
      language: asked[row]?.language,
    }))
    return { ...tableOf(records, lineOf), turnsOf: (row) => asked[row]?.turns ?? [] }
  },
}

const isGarak = (head: string): boolean =>
  /"entry_type"\s*:\s*"(?:start_run|init|attempt|eval|completion|digest)/u.test(head) ||
  ['probe', 'detector', 'generator', 'prompt'].every((key) => head.includes(`"${key}"`))

interface Attempt extends JsonLine {
  readonly value: Readonly<Record<string, unknown>>
}

/** Lines of a hit log have no `entry_type`, and one for each hit of an attempt. */
function onlyAttempts(lines: readonly JsonLine[]): Attempt[] {
  const seen = new Set<unknown>()
  return lines.filter((line): line is Attempt => {
    const { value } = line
    if (!isRecord(value) || (value['entry_type'] ?? 'attempt') !== 'attempt') return false
    const id = value['uuid'] ?? value['attempt_id']
    if (id !== undefined && seen.has(id)) return false
    seen.add(id)
    return true
  })
}

interface Conversation {
  readonly prompt?: string
  readonly system?: string
  readonly turns?: readonly Message[]
  readonly language?: string
}

/** A prompt as text (older files), as one message, or as turns; or what is wrong with it. One that ends with no user's turn is empty. */
function conversationOf(value: unknown): Conversation | string {
  if (typeof value === 'string') return { prompt: value }
  if (value === null || value === undefined) return {}
  if (!isRecord(value)) return `it is ${kindOf(value)}, not text or turns`
  if (!Array.isArray(value['turns'])) return contentOf(value) ?? 'it holds neither text nor turns'
  const turns = value['turns'].map(turnOf)
  const broken = turns.findIndex((turn) => turn === undefined)
  if (broken >= 0) return `turn ${broken + 1} has an unknown role or no text`
  return joined(turns.filter((turn) => turn !== undefined))
}

interface Turn extends Content {
  readonly role: 'system' | 'user' | 'assistant'
}

function joined(turns: readonly Turn[]): Conversation {
  const system = turns.filter(({ role }) => role === 'system').map(({ prompt }) => prompt)
  const spoken = turns.filter(({ role }) => role !== 'system')
  const last = spoken.at(-1)
  return {
    ...(system.length === 0 ? {} : { system: system.join('\n\n') }),
    ...(last?.role === 'user' ? { prompt: last.prompt } : {}),
    ...(last?.language === undefined ? {} : { language: last.language }),
    turns: spoken.slice(0, -1).map(({ role, prompt: content }) => ({ role, content })),
  }
}

function turnOf(turn: unknown): Turn | undefined {
  if (!isRecord(turn)) return undefined
  const { role, content } = turn
  if (role !== 'system' && role !== 'user' && role !== 'assistant') return undefined
  const found = typeof content === 'string' ? { prompt: content } : contentOf(content)
  return found === undefined ? undefined : { role, ...found }
}

interface Content {
  readonly prompt: string
  readonly language?: string
}

function contentOf(content: unknown): Content | undefined {
  if (!isRecord(content)) return undefined
  const { text, lang } = content
  // An attempt of an image or a sound has no text: an empty prompt, which is counted.
  if (typeof text !== 'string' && text !== null) return undefined
  return { prompt: text ?? '', ...(typeof lang === 'string' ? { language: lang } : {}) }
}
