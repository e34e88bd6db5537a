export type Role = 'system' | 'user' | 'assistant'

/** One turn of a conversation, as chat completions know it. */
export interface Message {
  readonly role: Role
  readonly content: string
}

export const system = (content: string): Message => ({ role: 'system', content })
export const user = (content: string): Message => ({ role: 'user', content })
export const assistant = (content: string): Message => ({ role: 'assistant', content })

/** What an endpoint answered. `text` is empty when it answered nothing; it has been masked and may hold anything else. */
export interface Reply {
  readonly text: string
  /** `filter`: the provider's own content filter stopped it. `length`: cut at the token limit. */
  readonly finish: 'stop' | 'length' | 'filter' | 'other'
  readonly tokens: Tokens
  /** The model that says it answered, where the endpoint tells. */
  readonly model?: string
}

/** From this share of decoded words on an answer was really given in the encoding. */
export const leastDecoded = 0.6

/** An answer turned back into plain words. */
export interface Decoded {
  readonly text: string
  /** Share of the answer's words that could be decoded, from 0 to 1. */
  readonly share: number
}

export interface Tokens {
  readonly input: number
  readonly output: number
}

export const noTokens: Tokens = { input: 0, output: 0 }
export const addTokens = (a: Tokens, b: Tokens): Tokens => ({ input: a.input + b.input, output: a.output + b.output })
