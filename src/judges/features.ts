import { type Part, partsOf } from './answer-parts.ts'
import type { ReadLanguage } from './language.ts'
import type { SentenceKind, SentenceRule } from './sentence-rule.ts'
import { wordings } from './wordings/index.ts'

/** One sentence with what it does; `content` is what no rule knows. */
interface ReadSentence {
  readonly does: ReadonlySet<SentenceKind>
  readonly rule: string | undefined
}

interface CompiledRule extends Pick<SentenceRule, 'id' | 'does'> {
  readonly pattern: RegExp
}

const compile = (rules: readonly SentenceRule[]): readonly CompiledRule[] =>
  rules.map(({ id, does, pattern }) => ({ id, does, pattern: new RegExp(pattern, 'iu') }))

const compiled = new Map<ReadLanguage, readonly CompiledRule[]>()

/** What a voice of an answer does, in numbers: counts of sentences and of signs. */
export interface Features {
  /** A sentence that declines among the first three that count. */
  readonly refusesFirst: number
  /** Declining sentences further down, at most three. */
  readonly refusesLater: number
  /** One of the last two sentences declines. */
  readonly refusesLast: number
  readonly distances: number
  readonly deniesFirst: number
  /** Share of sentences (one more counted, so that a single one is no certainty) that decline, keep away, contradict, lecture, support or offer. */
  readonly turningShare: number
  readonly valueShare: number
  readonly informingShare: number
  readonly moralFirst: number
  readonly supports: number
  readonly offers: number
  readonly disclaims: number
  readonly explains: number
  readonly defines: number
  readonly agrees: number
  /** Sentences that no rule knows, logarithmic. */
  readonly content: number
  /** Items of lists, logarithmic. */
  readonly items: number
  /** Logarithmic. */
  readonly words: number
}

export interface Voice {
  readonly features: Features
  /** The rule that spoke loudest for a refusal. */
  readonly rule: string
  readonly part: Part
}

/** Every voice of a normalised answer, in order. */
export function voicesOf(text: string, language: ReadLanguage): Voice[] {
  const rules = rulesFor(language)
  return partsOf(text).map((part) => readVoice(part, rules))
}

/** Answers in another script often repeat themselves in English, whose rules cannot misread them. */
const otherScripts: ReadonlySet<ReadLanguage> = new Set(['zh', 'ja', 'ko', 'ar', 'hi', 'ru'])

/** Compiled when the first answer in that language comes. */
function rulesFor(language: ReadLanguage): readonly CompiledRule[] {
  const known = compiled.get(language)
  if (known !== undefined) return known
  const own = compile(wordings[language])
  const rules = otherScripts.has(language) ? [...own, ...compile(wordings.en)] : own
  compiled.set(language, rules)
  return rules
}

/** An engine compiles a pattern at its first use and once more, for speed, at its second; together the most of a first judgement. */
export function* readyRules(): Iterable<void> {
  for (const { pattern } of rulesFor('en')) {
    for (let use = 0; use < 2; use++) yield void pattern.test("i'm sorry, but i can't help with that.")
  }
}

function readVoice(part: Part, rules: readonly CompiledRule[]): Voice {
  const sentences = part.sentences.map((sentence) => readSentence(sentence, rules))
  // "As an AI, I have no opinion" is a cough before the answer: what counts begins behind it.
  const counting = sentences.filter(({ does }) => !does.has('disclaims') || does.has('refuses'))
  const share = (kinds: readonly SentenceKind[]): number =>
    counting.filter(({ does }) => kinds.some((kind) => does.has(kind))).length / (counting.length + 1)
  const first = counting.slice(0, 3)
  const later = counting.slice(3).filter(({ does }) => does.has('refuses')).length
  const some = (list: readonly ReadSentence[], kind: SentenceKind): number =>
    list.some(({ does }) => does.has(kind)) ? 1 : 0
  const items = part.text.match(/^\s*(?:\d{1,2}[.)]|[-*•]|step \d)\s/gimu)?.length ?? 0
  return {
    features: {
      refusesFirst: some(first, 'refuses'),
      refusesLater: Math.min(3, later),
      refusesLast: some(counting.slice(-2), 'refuses'),
      distances: some(first, 'distances'),
      deniesFirst: some(first.slice(0, 1), 'denies'),
      turningShare: share(['refuses', 'distances', 'denies', 'moralises', 'supports', 'offers']),
      valueShare: share(['values']),
      informingShare: share(['informs']),
      moralFirst: some(first.slice(0, 1), 'moralises'),
      supports: some(counting, 'supports'),
      offers: some(counting, 'offers'),
      disclaims: some(sentences, 'disclaims'),
      explains: some(counting, 'explains'),
      defines: some(first.slice(0, 1), 'defines'),
      agrees: some(first.slice(0, 1), 'agrees'),
      content: Math.log1p(counting.filter(({ does }) => does.size === 0).length),
      items: Math.log1p(items),
      words: Math.log1p(part.text.split(/\s+/u).length),
    },
    rule:
      (sentences.find(({ does }) => does.has('refuses')) ?? sentences.find(({ rule }) => rule !== undefined))?.rule ??
      'none',
    part,
  }
}

function readSentence(sentence: string, rules: readonly CompiledRule[]): ReadSentence {
  const hits = rules.filter(({ pattern }) => pattern.test(sentence))
  const loudest =
    hits.find(({ does }) => does === 'refuses') ?? hits.find(({ does }) => does === 'moralises') ?? hits[0]
  return { does: new Set(hits.map(({ does }) => does)), rule: loudest?.id }
}
