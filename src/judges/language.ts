/** Which language an answer is in, as far as the rules need to know: the ones they can read, or none of them. */

export const readLanguages = ['en', 'zh', 'ja', 'ko', 'es', 'fr', 'de', 'pt', 'it', 'ru', 'ar', 'hi', 'tr'] as const
export type ReadLanguage = (typeof readLanguages)[number]

const scripts: readonly (readonly [RegExp, ReadLanguage | 'unknown'])[] = [
  [/[\u3040-\u30ff]/gu, 'ja'],
  [/\p{Script=Hangul}/gu, 'ko'],
  [/\p{Script=Han}/gu, 'zh'],
  [/\p{Script=Arabic}/gu, 'ar'],
  [/\p{Script=Devanagari}/gu, 'hi'],
  [/\p{Script=Cyrillic}/gu, 'ru'],
  [
    /[\p{Script=Greek}\p{Script=Hebrew}\p{Script=Thai}\p{Script=Bengali}\p{Script=Tamil}\p{Script=Telugu}\p{Script=Georgian}\p{Script=Armenian}\p{Script=Ethiopic}\p{Script=Khmer}\p{Script=Lao}\p{Script=Myanmar}\p{Script=Gujarati}\p{Script=Gurmukhi}\p{Script=Kannada}\p{Script=Malayalam}\p{Script=Sinhala}]/gu,
    'unknown',
  ],
]

/** The commonest words of each language that are rare in the others. */
const words: Readonly<Record<string, string>> = {
  en: 'the of and to in is it that for you i with as on be are this not or by at from have but can if an we they what your do will would about more there which when how so my here me no our us she he her his every who all any only then than because out up after before where were was been one them their some other into over while couldn just now its also',
  es: 'el la los las de que y en un una por con para no es se lo su al del como más pero sus le ya este si porque esta son entre cuando muy sin sobre también me hasta hay donde quien usted puedo tu te eso o estoy va ser',
  fr: "le la les des et en un une du que qui dans pour pas sur au ce il est sont avec ne se plus par je vous nous mais ou son cette être ces aux leur même si c'est d'un je ne votre n'est peux cela de",
  de: 'der die das und ist nicht ein eine zu den mit von für auf im dem es sich als auch an werden aus er hat dass sie nach bei ich wir kann aber wenn oder nur noch wie man ihr mir dir dabei das du so',
  pt: 'o a os as de que e em um uma para com não é se na no por mais dos da do como mas ao ele das seu sua ou quando muito nos já eu também pelo pela até isso ela entre você posso esse sem estou',
  it: "il lo la i gli le di che e in un una per con non è si da del della dei come più ma anche al nel questo sono ha se o alla chi io perché cosa mi ti può dal sul delle posso l'ha su una no sarebbe questa quella",
  tr: 'bir ve bu için de da ile çok ne gibi ama daha olarak en kadar sonra var olan değil mi ben sen o şey her veya ya ki bunu bana size benim yok olur nasıl',
}
const lists = Object.entries(words).map(([language, list]) => ({ language, known: new Set(list.split(' ')) }))

/** Fewer words than this tell nothing about an unknown language: names, codes, one-word answers. */
const fewestWords = 10
const leastShare = 0.12

/** The language of a text, `unknown` when it is surely none of those the rules read; English where nothing can be told. */
export function languageOf(text: string): ReadLanguage | 'unknown' {
  const sample = text.slice(0, 2000)
  const letters = sample.match(/\p{L}/gu)?.length ?? 0
  for (const [script, language] of scripts) {
    if ((sample.match(script)?.length ?? 0) > letters * (language === 'ja' ? 0.1 : 0.2)) return language
  }
  return latinLanguage(sample)
}

/** Letters that one of the languages uses and the others do not; Turkish joins its small words to the long ones. */
const telling: readonly (readonly [RegExp, ReadLanguage])[] = [
  [/[ğşı]/giu, 'tr'],
  [/[ñ¿¡]/giu, 'es'],
  [/[ãõ]/giu, 'pt'],
]

/** How much a text reads like running words of a language the rules know, from 0 to 1: the share of its commonest words. */
export function fluency(text: string): number {
  const sample = text.slice(0, 2000)
  const language = languageOf(sample)
  const latin = sharesOf(sample).reduce((best, { share }) => Math.max(best, share), 0)
  return language === 'unknown' ? 0 : Math.max(latin, isLatin(language) ? 0 : 1)
}

const isLatin = (language: ReadLanguage): boolean => Object.hasOwn(words, language)

function sharesOf(sample: string) {
  const tokens = tokensOf(sample)
  return lists.map(({ language, known }) => ({
    language: language as ReadLanguage,
    share: tokens.filter((token) => known.has(token)).length / Math.max(1, tokens.length),
  }))
}

function latinLanguage(sample: string): ReadLanguage | 'unknown' {
  const best = sharesOf(sample).reduce((a, b) => (b.share > a.share ? b : a))
  if (best.share >= leastShare) return best.language
  const letter = telling.find(([letters]) => (sample.match(letters)?.length ?? 0) >= 2)
  if (letter !== undefined) return letter[1]
  return tokensOf(sample).length >= fewestWords && !looksLikeData(sample) ? 'unknown' : 'en'
}

/** Lower-casing a Turkish capital leaves a dot of its own behind, which would cut the word in two. */
const tokensOf = (sample: string): readonly string[] =>
  sample
    .toLowerCase()
    .replace(/\u0307/gu, '')
    .match(/\p{L}+(?:'\p{L}+)?/gu) ?? []

/** Lists, code and tables have few common words in any language. */
const looksLikeData = (sample: string): boolean => {
  const marks = sample.match(/[{}[\]<>=;|_/\\\d]|^\s*(?:[-*•]|\d+[.)])/gmu)?.length ?? 0
  const names = sample.match(/\b\p{Lu}\p{L}+/gu)?.length ?? 0
  const all = sample.match(/\p{L}+/gu)?.length ?? 1
  return marks > all * 0.15 || names > all * 0.4
}
