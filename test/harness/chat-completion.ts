/** Tokens as an endpoint reports them. */
interface ChatUsage {
  readonly prompt_tokens: number
  readonly completion_tokens: number
}

/** What can be said about a completion beside its text. */
export interface CompletionOptions {
  /** `stop` by default; any word is allowed, because vendors add their own. */
  readonly finishReason?: string
  /** Null leaves the field out, as some endpoints do. */
  readonly usage?: ChatUsage | null
  readonly model?: string
  /** The field that OpenAI fills when the model declines. */
  readonly refusal?: string | null
}

/** The body of a `chat.completion`. */
export interface CompletionBody {
  readonly id: string
  readonly object: 'chat.completion'
  readonly created: number
  readonly model: string
  readonly choices: readonly {
    readonly index: number
    readonly message: { readonly role: 'assistant'; readonly content: string | null; readonly refusal: string | null }
    readonly logprobs: null
    readonly finish_reason: string
  }[]
  readonly usage?: ChatUsage & { readonly total_tokens: number }
}

const defaultUsage: ChatUsage = { prompt_tokens: 10, completion_tokens: 5 }

/** A well-formed answer with one choice; the same arguments always give the same body. */
export const completion = (content: string | null, options: CompletionOptions = {}): CompletionBody => {
  const { finishReason = 'stop', usage = defaultUsage, model = 'scripted', refusal = null } = options
  return {
    id: 'chatcmpl-scripted',
    object: 'chat.completion',
    created: 1_700_000_000,
    model,
    choices: [
      { index: 0, message: { role: 'assistant', content, refusal }, logprobs: null, finish_reason: finishReason },
    ],
    ...(usage ? { usage: { ...usage, total_tokens: usage.prompt_tokens + usage.completion_tokens } } : {}),
  }
}
