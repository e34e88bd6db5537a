/** Stands in front of every judge: what an attack or a model did to the letters must not change the verdict. */

/** Zero-width characters, joiners, soft hyphen, variation selectors, tag characters, bidi controls and invisible fillers. */
const invisible = new RegExp(
  [
    '[\\u00ad\\u061c\\u115f\\u1160\\u180e\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u206f\\ufeff]',
    '\\u034f|[\\u17b4\\u17b5]|[\\u180b-\\u180d\\u180f]|[\\ufe00-\\ufe0f]|[\\u{e0000}-\\u{e0fff}]',
  ].join('|'),
  'gu',
)
const emoji = /\p{Extended_Pictographic}|\p{Emoji_Modifier}|\p{Regional_Indicator}|\u20e3/gu

/** Cyrillic and Greek letters that look like Latin ones (from Unicode's confusables, the everyday ones). */
const lookalikes = new Map(
  Object.entries({
    а: 'a',
    в: 'b',
    с: 'c',
    ԁ: 'd',
    е: 'e',
    ё: 'e',
    һ: 'h',
    і: 'i',
    ј: 'j',
    к: 'k',
    м: 'm',
    о: 'o',
    р: 'p',
    ѕ: 's',
    т: 't',
    у: 'y',
    х: 'x',
    А: 'A',
    В: 'B',
    С: 'C',
    Е: 'E',
    Н: 'H',
    І: 'I',
    Ј: 'J',
    К: 'K',
    М: 'M',
    О: 'O',
    Р: 'P',
    Ѕ: 'S',
    Т: 'T',
    У: 'Y',
    Х: 'X',
    α: 'a',
    ε: 'e',
    ι: 'i',
    κ: 'k',
    ν: 'v',
    ο: 'o',
    ρ: 'p',
    τ: 't',
    υ: 'u',
    χ: 'x',
    Α: 'A',
    Β: 'B',
    Ε: 'E',
    Ζ: 'Z',
    Η: 'H',
    Ι: 'I',
    Κ: 'K',
    Μ: 'M',
    Ν: 'N',
    Ο: 'O',
    Ρ: 'P',
    Τ: 'T',
    Υ: 'Y',
    Χ: 'X',
  }),
)
const otherAlphabet = /[\p{Script=Cyrillic}\p{Script=Greek}]/u
const otherLetters = /[\p{Script=Cyrillic}\p{Script=Greek}]/gu
const latinLetters = /\p{Script=Latin}/gu

/** Letters of another alphabet in the midst of Latin ones are a disguise; a text in that alphabet is a text in that alphabet. */
function unmask(text: string): string {
  if (!otherAlphabet.test(text)) return text
  const isLatinText = (text.match(latinLetters)?.length ?? 0) > 3 * (text.match(otherLetters)?.length ?? 0)
  return text.replace(/\p{L}+/gu, (word) => {
    const isMixed = otherAlphabet.test(word) && /\p{Script=Latin}/u.test(word)
    return isMixed || isLatinText ? Array.from(word, (char) => lookalikes.get(char) ?? char).join('') : word
  })
}

/** The text with one spelling for everything: NFKC, straight quotes, no emoji, nothing invisible, spaces folded within lines. */
export function normalise(text: string): string {
  // What is taken away can bring a letter and its accent together, so characters are composed before and after.
  const plain = strip(strip(text).normalize('NFKC'))
    .replace(/[\u2018\u2019\u201b\u02bc`]/gu, "'")
    .replace(/[\u201c\u201d\u201e\u00ab\u00bb]/gu, '"')
    .replace(/[\u2010-\u2015\u2212]/gu, '-')
    .replace(/[^\S\n]+/gu, ' ')
  return unmask(plain).normalize('NFKC').trim()
}

const strip = (text: string): string => text.replace(invisible, '').replace(emoji, '')

/** The two ends of a long text: refusals stand at the start, second thoughts at the end, and more would only cost time. */
export const clip = (text: string, head: number, tail: number): string =>
  text.length <= head + tail ? text : `${text.slice(0, head)}\n${text.slice(-tail)}`
