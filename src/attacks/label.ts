/** A request may be followed by a document as one more paragraph, so it ends at one of the blank lines or with the text; shortest first. */
export function headsOf(text: string): readonly string[] {
  const ends = Array.from(text.matchAll(/(?=\n\n)/gu), ({ index }) => index)
  return [...ends, text.length].map((end) => text.slice(0, end))
}

/** The goals that may stand behind a label at a prompt's end. Goal and document may hold the label too, so each one is tried. */
export function goalsBehind(label: string, prompt: string): readonly string[] {
  const [, ...tails] = prompt.split(label).map((_, i, parts) => parts.slice(i).join(label))
  return tails.flatMap(headsOf)
}

/** Stands before a request in an attack's own writing, behind the explanation of that writing. */
const ownLabel = 'REQUEST: '

export const labelled = (request: string): string => `${ownLabel}${request}`

export interface LabelledRequest {
  /** What stands before the label. */
  readonly explanation: string
  /** What may be the request, shortest first: a document can follow it as one more paragraph. */
  readonly requests: readonly string[]
}

/** Finds a request again. The first label is the attack's own: the request and its document may hold the word too. */
export function findLabelled(prompt: string): LabelledRequest | undefined {
  const at = prompt.indexOf(ownLabel)
  if (at < 0) return undefined
  const rest = prompt.slice(at + ownLabel.length)
  return { explanation: prompt.slice(0, at), requests: headsOf(rest) }
}
