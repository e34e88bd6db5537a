import { type Random, randomInt } from '../core/random.ts'
import type { Key } from './decode-words.ts'
import { shuffle } from './shuffle.ts'

/** What a letter becomes: another letter, some digits, or a word. */
export const bijectionTypes = ['letter', 'digit', 'token'] as const
export type BijectionType = (typeof bijectionTypes)[number]

/** A one-to-one map of the letters a to z, and the writing it makes. */
export interface Bijection extends Key {
  readonly type: BijectionType
  /** What each of the 26 letters becomes; letters that stay are in it too. */
  readonly codes: ReadonlyMap<string, string>
  /** Comes back exactly for every text. */
  readonly encode: (text: string) => string
}

const alphabet = Array.from('abcdefghijklmnopqrstuvwxyz')

export interface DrawOptions {
  /** How many of the 26 letters change: the paper's dispersion, 26 minus its fixed size. */
  readonly dispersion: number
  /** How many digits a code of the digit type has. */
  readonly digits: number
}

/** Draws a map. Moved letters of the letter type form one random cycle, so that none stays; one alone cannot move. */
export function drawBijection(type: BijectionType, { dispersion, digits }: DrawOptions, random: Random): Bijection {
  const moved = shuffle(random, alphabet).slice(0, dispersion)
  const codes = drawCodes(type, moved, digits, random)
  return bijectionOf(Object.fromEntries(moved.map((letter, i) => [letter, codes[i] ?? letter])))
}

function drawCodes(type: BijectionType, moved: readonly string[], digits: number, random: Random): readonly string[] {
  switch (type) {
    case 'letter':
      return [...moved.slice(1), ...moved.slice(0, 1)]
    case 'digit':
      return drawNumbers(moved.length, digits, random)
    case 'token':
      return shuffle(random, tokens).slice(0, moved.length)
  }
}

/** Different numbers of so many digits, none of them beginning with a zero. */
function drawNumbers(count: number, digits: number, random: Random): readonly string[] {
  const least = 10 ** (digits - 1)
  if (count > 9 * least) throw new RangeError(`there are no ${count} numbers of ${digits} digits`)
  const drawn = new Set<string>()
  while (drawn.size < count) drawn.add(String(least + randomInt(random, 9 * least)))
  return [...drawn]
}

/** Short, common, far apart, and none of them the beginning of another. */
const tokens = [
  'apple bread cedar delta eagle fable grape honey ivory joker koala lemon mango night olive piano quilt river',
  'stone tiger umbra viola wagon xenon yacht zebra amber brick cloud daisy ember flute globe hazel igloo jelly kite',
  'lilac maple nectar opal pearl',
].flatMap((line) => line.split(' '))

/**
 * Reads a map from a table of letters and their codes; letters that are not in it stay. Throws where it could not be
 * undone.
 */
export function bijectionOf(table: Readonly<Record<string, string>>): Bijection {
  const moved = Object.entries(table).filter(([letter, code]) => letter !== code)
  const stranger = moved.find(([letter]) => !alphabet.includes(letter))
  if (stranger !== undefined) throw new RangeError(`not a letter from a to z: ${stranger[0]}`)
  const codes = new Map(alphabet.map((letter) => [letter, table[letter] ?? letter]))
  const type = typeOf(moved.map(([, code]) => code))
  rejectAmbiguous([...codes.values()])
  const letters = new Map(Array.from(codes, ([letter, code]) => [code, letter]))
  return { type, codes, ...writings[type](codes, letters) }
}

const shapes: Readonly<Record<BijectionType, RegExp>> = {
  letter: /^[a-z]$/u,
  digit: /^[0-9]{2,4}$/u,
  token: /^[a-z]{2,}$/u,
}

function typeOf(codes: readonly string[]): BijectionType {
  const type = bijectionTypes.find((each) => codes.length > 0 && codes.every((code) => shapes[each].test(code)))
  if (type === undefined) throw new RangeError('codes must be all letters, all numbers of 2 to 4 digits, or all words')
  if (type === 'digit' && new Set(codes.map(({ length }) => length)).size > 1)
    throw new RangeError('numbers of different lengths cannot be told apart')
  return type
}

function rejectAmbiguous(codes: readonly string[]): void {
  const sorted = codes.toSorted()
  for (const [i, code] of sorted.entries()) {
    const next = sorted[i + 1]
    if (next === code) throw new RangeError(`two letters have the code ${code}`)
    // A letter that stays may begin a word: words are kept apart by hyphens.
    if (code.length > 1 && next?.startsWith(code) === true)
      throw new RangeError(`the code ${code} is the beginning of the code ${next}`)
  }
}

type Writing = Pick<Bijection, 'encode' | 'decodeWord' | 'readsAnything'>
type Table = ReadonlyMap<string, string>

const writings: Readonly<Record<BijectionType, (codes: Table, letters: Table) => Writing>> = {
  letter: letterWriting,
  digit: digitWriting,
  token: tokenWriting,
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** Letter for letter, with its case. */
function letterWriting(codes: Table, letters: Table): Writing {
  const swap = (text: string, table: Table): string =>
    text.replace(/[a-zA-Z]/gu, (char) => {
      const swapped = table.get(char.toLowerCase()) ?? char
      return char === char.toLowerCase() ? swapped : capital(swapped)
    })
  return {
    readsAnything: true,
    encode: (text) => swap(text, codes),
    decodeWord: (word) => swap(word, letters),
  }
}

const [capitalMark, digitMark] = ['^', '#'] as const

/** Numbers have no capitals, and digits of the text would be read as codes: both are marked, and the marks doubled. */
function digitWriting(codes: Table, letters: Table): Writing {
  const length = Math.max(...Array.from(codes.values(), (code) => code.length))
  const piece = new RegExp(`\\^\\^|##|#[0-9]|\\^?[0-9]{${length}}|[^]`, 'gu')
  const encodeChar = (char: string): string => {
    if (char === capitalMark || char === digitMark) return char + char
    if (/[0-9]/u.test(char)) return digitMark + char
    const code = codes.get(char.toLowerCase()) ?? char
    if (code.toLowerCase() === char.toLowerCase()) return char
    return char === char.toLowerCase() ? code : capitalMark + code
  }
  const decodePiece = (part: string): string | undefined => {
    if (part === capitalMark + capitalMark || part === digitMark + digitMark) return part.charAt(0)
    if (part.startsWith(digitMark)) return part.slice(1) || part
    if (/^[a-zA-Z]$/u.test(part)) return letters.has(part.toLowerCase()) ? part : undefined
    if (part.startsWith(capitalMark) && part.length > 1) return capital(letters.get(part.slice(1)) ?? '') || undefined
    // What is left are numbers and what no map touches.
    return /[0-9]/u.test(part) ? letters.get(part) : part
  }
  return {
    readsAnything: false,
    encode: (text) => text.replace(/[a-zA-Z0-9^#]/gu, encodeChar),
    decodeWord: (word) => joined((word.match(piece) ?? []).map(decodePiece)),
  }
}

/** Nothing where a part is missing. */
const joined = (parts: readonly (string | undefined)[]): string | undefined =>
  parts.includes(undefined) ? undefined : parts.join('')

/** Words joined by a hyphen, a capital for a capital. Between letters the text's own hyphens become one more. */
function tokenWriting(codes: Table, letters: Table): Writing {
  const encodePart = (part: string): string => {
    if (part.startsWith('-')) return `-${part}`
    return Array.from(part, (char) => swapPart(char, codes) ?? char).join('-')
  }
  const decodePart = (part: string): string | undefined =>
    part.startsWith('-') ? part.slice(1) : swapPart(part, letters)
  const parts = /-+|[^-]+/gu
  return {
    readsAnything: false,
    encode: (text) =>
      text.replace(/[a-zA-Z]+(?:-+[a-zA-Z]+)*/gu, (word) => (word.match(parts) ?? []).map(encodePart).join('')),
    decodeWord(word) {
      let isWhole = true
      const plain = word.replace(/[a-zA-Z]+(?:-+[a-zA-Z]+)*/gu, (run) => {
        const decoded = joined((run.match(parts) ?? []).map(decodePart))
        isWhole &&= decoded !== undefined
        return decoded ?? run
      })
      return isWhole ? plain : undefined
    },
  }
}

function swapPart(part: string, table: Table): string | undefined {
  const swapped = table.get(part.toLowerCase())
  return swapped === undefined || part.charAt(0) === part.charAt(0).toLowerCase() ? swapped : capital(swapped)
}
