import { TargetError } from '../core/errors.ts'

export interface Parameters {
  readonly temperature: number
  readonly maxTokens: number
  readonly seed: number
}

/** The parameters an endpoint takes, learned from what it refuses. */
export interface LearnedParameters {
  readonly current: () => Readonly<Record<string, number>>
  /** The error to throw when a refusal (a 400 or 422) was about a parameter of `sent`; the next request does without it. */
  readonly learn: (sent: Readonly<Record<string, number>>, said: Refusal) => TargetError | undefined
}

export interface Refusal {
  readonly message: string
  readonly param?: unknown
}

/** OpenAI's, Azure's, vLLM's, LiteLLM's and OpenRouter's words for a parameter that a model does not take. */
const isAboutSupport =
  /unsupported|not (?:be )?support|does ?n[o']t support|unknown|unrecognized|unexpected|not permitted|not allowed|deprecated|use ['"`]?max_completion_tokens|only the default|extra (?:inputs|fields)/iu

const droppable = ['max_tokens', 'max_completion_tokens', 'temperature', 'seed'] as const

/** Says each thing it learned once. */
export function learnedParameters(
  { temperature, maxTokens, seed }: Parameters,
  onNotice: (text: string) => void,
): LearnedParameters {
  let parameters: Readonly<Record<string, number>> = { temperature, max_tokens: maxTokens, seed }
  const forget = (name: string): void => {
    const { [name]: value, ...rest } = parameters
    if (value === undefined) return
    // A reasoning model's name for the same limit. One that knows neither gets none.
    parameters = name === 'max_tokens' ? { ...rest, max_completion_tokens: value } : rest
    onNotice(
      name === 'max_tokens'
        ? 'does not take max_tokens; max_completion_tokens was sent in its place.'
        : `does not take ${name}; it was asked without.`,
    )
  }
  return {
    current: () => parameters,
    learn(sent, { message, param }) {
      if (!isAboutSupport.test(message)) return undefined
      const named = droppable.find((name) => name === param) ?? droppable.find((name) => mentions(message, name))
      // Another request of the same time may have learned it already: this one was sent before.
      if (named === undefined || !(named in sent)) return undefined
      forget(named)
      return new TargetError('unsupported_parameter', message, { isRetryable: true })
    },
  }
}

const mentions = (message: string, name: string): boolean => new RegExp(`\\b${name}\\b`, 'u').test(message)
