import type { Decoded } from '../core/message.ts'

/** Reads a writing word by word. A word is what stands between white space, with its punctuation. */
export interface Key {
  /** A word in plain letters; nothing where this writing cannot have produced the word. */
  readonly decodeWord: (word: string) => string | undefined
  /** Whether any word could be of this writing, so that an answer in plain words has to be told by its words. */
  readonly readsAnything: boolean
}

/** Undoes what the key's writing did to a text. Words it cannot have produced stay. */
export const decodeText = (text: string, { decodeWord }: Key): string =>
  text.replace(/\S+/gu, (word) => decodeWord(word) ?? word)

/**
 * Reads an answer to `request`, which is in plain words. Models slip, so a word that cannot be decoded spoils no other.
 */
export function decodeAnswer(text: string, key: Key, request: string): Decoded {
  const words = (text.match(/\S+/gu) ?? []).filter((word) => /[\p{L}\p{N}]/u.test(word))
  if (words.length === 0 || (key.readsAnything && isPlain(words, key, request))) return { text, share: 0 }
  const decoded = words.filter((word) => key.decodeWord(word) !== undefined)
  return { text: decodeText(text, key), share: decoded.length / words.length }
}

/**
 * Whether an answer was given in plain words: more of its words are known as they stand than when decoded. An answer
 * repeats words of its request, so this holds a little in languages other than English too.
 */
function isPlain(words: readonly string[], { decodeWord }: Key, request: string): boolean {
  const vocabulary = new Set([...commonWords, ...lettersOf(request)])
  const known = (word: string): number => lettersOf(word).filter((part) => vocabulary.has(part)).length
  const lead = words.reduce((sum, word) => sum + known(word) - known(decodeWord(word) ?? word), 0)
  return lead > 0
}

const lettersOf = (text: string): readonly string[] => text.toLowerCase().match(/[\p{L}\p{M}]+/gu) ?? []

const commonWords = [
  'the of and to in is it that for you i with as on be are this not or by at from have but can if an we they what',
  'your do will would about more there which when how so my here me no our us one them their some other into over',
  'while could just now also than then these those cannot sorry help please understand answer because only where',
  'after before should must need make first like para como pero este esta todo puede cuando donde usted porque',
  'sobre desde hasta tiene más muy una los las por con que del dans pour vous avec nous plus mais cette votre sont',
  'peut être pas une les des est sur qui par nicht eine sich auch werden wird dass oder wenn kann nach noch über',
  'aber einen einem ich und der die das ist den mit von für você mais pode isso seu sua não uma são com sono come',
  'questo della puoi anche alla che non per più için daha olarak değil veya bir',
].flatMap((line) => line.split(' '))
