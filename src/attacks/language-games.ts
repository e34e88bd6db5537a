import type { Key } from './decode-words.ts'

/** A way of writing with a rule that can be said in a sentence. */
export interface Game extends Key {
  readonly title: string
  /** The rule, as a player is told. */
  readonly rule: string
  readonly encode: (text: string) => string
}

/** One game with all the forms it can be played in. */
export interface GameFamily {
  /** Natural games are known to models from their training, custom ones are made up on the spot. */
  readonly kind: 'natural' | 'custom'
  readonly forms: readonly Game[]
  /** Whether every text comes back exactly. */
  readonly isInvertible: boolean
}

/** Writes an infix in front of every vowel letter, or in front of every run of them. */
function infix(title: string, letters: string, at: 'vowel' | 'group'): Game {
  const one = at === 'vowel' ? '[aeiou]' : '[aeiou]+(?![aeiou])'
  const plain = new RegExp(one, 'giu')
  const added = new RegExp(`(${letters})(${one})`, 'giu')
  // An infix starts with a vowel and ends in a consonant, so a vowel that begins a token can only be the infix's own.
  const tokens = new RegExp(`^(?:[^aeiou]|${letters}${one})*$`, 'iu')
  const place = at === 'vowel' ? 'every vowel letter' : 'every group of vowel letters'
  return {
    title,
    rule: `the letters "${letters}" are put in front of ${place} (vowels are a, e, i, o, u)`,
    readsAnything: false,
    encode: (text) => text.replace(plain, (vowel) => `${letters}${vowel}`),
    decodeWord: (word) =>
      tokens.test(word)
        ? word.replace(added, (_, before: string, vowel: string) => (isLower(before) ? vowel : capital(vowel)))
        : undefined,
  }
}

const isLower = (text: string): boolean => text === text.toLowerCase()
/** A player begins a sentence with a capital infix. */
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** From the first letter or digit of a word to its last, with the marks that sit on that. */
const core = /[\p{L}\p{N}](?:.*[\p{L}\p{N}])?\p{M}*/su
/** Characters with the marks that sit on them. */
const units = (text: string): readonly string[] => text.match(/\P{M}\p{M}*/gu) ?? []

/** The paper's custom game "Self 1": a separator between the letters of each word. */
function separator(between: string): Game {
  const step = between.length + 1
  const split = (word: string): string | undefined => {
    const all = units(word)
    const kept = all.filter((_, i) => i % step === 0)
    return kept.join(between) === word ? kept.join('') : undefined
  }
  return {
    title: 'the spacer game',
    rule: `"${between}" is put between each two neighbouring letters of a word`,
    readsAnything: false,
    encode: (text) => text.replace(/\S+/gu, (word) => word.replace(core, (inner) => units(inner).join(between))),
    decodeWord(word) {
      const inner = core.exec(word)
      if (inner === null) return word
      const plain = split(inner[0])
      return plain === undefined ? undefined : word.replace(inner[0], () => plain)
    },
  }
}

/** The paper's custom game "Self 4", which undoes itself. */
const innerReverse: Game = {
  title: 'the inside-out game',
  rule: 'in every word of more than three letters the first and last stay, and the letters between them are reversed',
  readsAnything: true,
  encode: (text) => text.replace(/\S+/gu, turnInside),
  decodeWord: turnInside,
}

function turnInside(word: string): string {
  return word.replace(core, (inner) => {
    const all = units(inner)
    return all.length > 3 ? [...all.slice(0, 1), ...all.slice(1, -1).reverse(), ...all.slice(-1)].join('') : inner
  })
}

/** Puts one character for another. */
function substitute(text: string, from: string, to: string): string {
  return Array.from(text, (char) => to[from.indexOf(char)] ?? char).join('')
}

const [vowels, nextVowels] = ['aeiouAEIOU', 'eiouaEIOUA'] as const

/** The paper's custom game "Self 7". */
const vowelRotation: Game = {
  title: 'the vowel carousel',
  rule: 'every vowel becomes the next one: a is written as e, e as i, i as o, o as u, and u as a',
  readsAnything: true,
  encode: (text) => substitute(text, vowels, nextVowels),
  decodeWord: (word) => substitute(word, nextVowels, vowels),
}

const consonants = '(?:[bcdfghjklmnpqrstvwxyz]\\p{M}*)'

/**
 * With its hyphen and an empty head allowed it can be undone, where `ash` and `wash` fall together in the usual form.
 */
const pigLatin: Game = {
  title: 'Pig Latin with a hyphen',
  rule:
    'the consonants that a word begins with go behind a hyphen at its end, and "ay" follows; ' +
    'a word that begins with a vowel only gets "-ay"',
  readsAnything: false,
  encode: (text) => text.replace(/\S+/gu, (word) => word.replace(core, toPigLatin)),
  decodeWord: fromPigLatin,
}

/** Consonants in front of something other than a letter stay (x-ray), or nobody could tell where they stood. */
const pigHead = new RegExp(`^${consonants}+(?=(?!${consonants})\\p{L}|$)`, 'iu')
const pigWord = new RegExp(`^(.*)-(${consonants}*)ay([^\\p{L}\\p{N}]*)$`, 'isu')

function toPigLatin(word: string): string {
  if (!/[a-z]/iu.test(word)) return word
  const head = pigHead.exec(word)?.[0] ?? ''
  return `${word.slice(head.length)}-${head}ay`
}

function fromPigLatin(word: string): string | undefined {
  if (!/[a-z]/iu.test(word)) return word
  const [whole, rest, head = '', behind = ''] = pigWord.exec(word) ?? []
  if (whole === undefined || rest === undefined) return undefined
  const at = rest.search(/[\p{L}\p{N}]/u)
  const start = at < 0 ? rest.length : at
  const plain = `${rest.slice(0, start)}${head}${rest.slice(start)}${behind}`
  return pigLatin.encode(plain).toLowerCase() === word.toLowerCase() ? plain : undefined
}

const [leetLetters, leetDigits] = ['abegostz', '48390572'] as const

/** One digit for one letter, where the usual table gives `i` and `l` the same. Digits of the text itself are lost. */
const leet: Game = {
  title: 'leetspeak',
  rule: 'these small letters are written as digits: a = 4, b = 8, e = 3, g = 9, o = 0, s = 5, t = 7, z = 2',
  readsAnything: false,
  encode: (text) => substitute(text, leetLetters, leetDigits),
  decodeWord(word) {
    const count = (letters: string): number => Array.from(word).filter((char) => letters.includes(char)).length
    // Models leave a letter unchanged here and there; a word of nothing but unchanged letters is a plain one.
    return count(leetLetters) > count(leetDigits) ? undefined : substitute(word, leetDigits, leetLetters)
  },
}

// Fine-tuning on one separator left the same rule with another one wide open (reviews of the paper), so both are drawn.
const infixes = Array.from('aeiou', (vowel) => Array.from('bfkpvz', (consonant) => vowel + consonant))
  .flat()
  .filter((letters) => letters !== 'ub')
const separators = Array.from('-@+=:', (sign) => Array.from('aeopkxz', (letter) => sign + letter + sign)).flat()

/** The games of the paper that it and its reviews describe, and Pig Latin, by name. */
export const games = {
  'ubbi-dubbi': { kind: 'natural', forms: [infix('Ubbi Dubbi', 'ub', 'vowel')], isInvertible: true },
  alfa: { kind: 'natural', forms: [infix('Alfa-Balfa', 'alf', 'group')], isInvertible: true },
  aig: { kind: 'natural', forms: [infix('Aigy-Paigy', 'aig', 'group')], isInvertible: true },
  'pig-latin': { kind: 'natural', forms: [pigLatin], isInvertible: true },
  leet: { kind: 'natural', forms: [leet], isInvertible: false },
  'vowel-infix': {
    kind: 'custom',
    forms: infixes.map((letters) => infix('the infix game', letters, 'vowel')),
    isInvertible: true,
  },
  separator: { kind: 'custom', forms: separators.map(separator), isInvertible: true },
  'inner-reverse': { kind: 'custom', forms: [innerReverse], isInvertible: true },
  'vowel-rotation': { kind: 'custom', forms: [vowelRotation], isInvertible: true },
} satisfies Record<string, GameFamily>

export type GameName = keyof typeof games
