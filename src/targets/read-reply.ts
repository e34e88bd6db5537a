import { TargetError } from '../core/errors.ts'
import { noTokens, type Reply } from '../core/message.ts'
import type { Mask } from '../core/secrets.ts'

/** Longer answers are cut here: every judge and report has to read them. */
export const mostCharacters = 1_000_000

/** What servers really send: fields may be missing, null, or of another type than the specification says. */
interface LooseMessage {
  readonly content?: unknown
  readonly refusal?: unknown
  readonly tool_calls?: unknown
  readonly function_call?: unknown
}

interface LooseCompletion {
  readonly model?: unknown
  readonly choices?: readonly ({ readonly finish_reason?: unknown; readonly message?: LooseMessage | null } | null)[]
  readonly usage?: { readonly prompt_tokens?: unknown; readonly completion_tokens?: unknown } | null
}

/**
 * Reads a chat completion. Thoughts (`reasoning`, `reasoning_content`) are not part of an answer: one that is nothing else is empty.
 * Throws TargetError when it is no completion at all.
 */
export function readReply(completion: unknown, mask: Mask): Reply {
  if (typeof completion !== 'object' || completion === null) throw malformed('is not a JSON object')
  const { choices, model, usage } = completion as LooseCompletion
  if (!Array.isArray(choices)) throw malformed('has no choices')
  const choice = (choices as LooseCompletion['choices'])?.[0]
  return {
    text: cut(mask(textOf(choice?.message ?? {}))),
    finish: finishOf(choice?.finish_reason),
    tokens: { input: count(usage?.prompt_tokens), output: count(usage?.completion_tokens) },
    ...(typeof model === 'string' ? { model: mask(model) } : {}),
  }
}

/** The provider's filter stopped the question, before a model answered. */
export const blockedReply: Reply = { text: '', finish: 'filter', tokens: noTokens }

export const malformed = (what: string): TargetError =>
  new TargetError(
    'malformed',
    `the endpoint's answer ${what}; is base_url the address of an OpenAI-compatible API, ending in /v1?`,
    { isRetryable: true },
  )

/** A model's refusal may come in a field of its own, content in parts, and an answer as a call of a tool. */
function textOf({ content, refusal, tool_calls, function_call }: LooseMessage): string {
  const calls = [...(Array.isArray(tool_calls) ? (tool_calls as unknown[]) : []), { function: function_call }]
  const said = [plain(content), ...calls.map(callOf)].filter((part) => part !== '')
  if (said.length > 0) return said.join('\n')
  return typeof refusal === 'string' ? refusal : ''
}

function plain(content: unknown): string {
  if (typeof content === 'string') return content
  if (!Array.isArray(content)) return ''
  return content.map((part: { text?: unknown } | null) => (typeof part?.text === 'string' ? part.text : '')).join('')
}

/** Asking for a tool is an act: it is read as one, with what it was to be called with. */
function callOf(call: unknown): string {
  const { function: called } = (call ?? {}) as { function?: { name?: unknown; arguments?: unknown } | null }
  if (typeof called?.name !== 'string') return ''
  const given = called.arguments ?? ''
  return `[calls the tool ${called.name} with ${typeof given === 'string' ? given : JSON.stringify(given)}]`
}

function cut(text: string): string {
  if (text.length <= mostCharacters) return text
  return `${text.slice(0, mostCharacters).replace(/[\uD800-\uDBFF]$/u, '')}\n[cut: the answer had ${text.length} characters]`
}

function finishOf(reason: unknown): Reply['finish'] {
  if (reason === 'content_filter') return 'filter'
  return reason === 'stop' || reason === 'length' ? reason : 'other'
}

const count = (value: unknown): number => (typeof value === 'number' && Number.isFinite(value) && value > 0 ? value : 0)
