import { readFile } from 'node:fs/promises'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Behavior, Oracle } from '../../src/core/behavior.ts'
import type { Dataset } from '../../src/core/dataset.ts'
import { slugOf } from '../../src/core/ids.ts'
import { catalogue, loadDataset } from '../../src/datasets/index.ts'
import { sandbox } from '../../src/datasets/sandbox.ts'

/** Everything somebody reads before answering. */
const conversationOf = ({ system = '', turns = [], prompt, context = '' }: Behavior): string =>
  [system, ...turns.map(({ content }) => content), prompt, context].join('\n')

function patternsOf(oracle: Oracle): readonly string[] {
  switch (oracle.kind) {
    case 'compliance':
      return oracle.must ?? []
    case 'patterns':
      return [...(oracle.must ?? []), ...(oracle.mustNot ?? [])]
    case 'premise':
      return [...oracle.corrections, ...(oracle.accepts ?? [])]
    case 'unknown':
      return oracle.admits
    case 'pair':
      return oracle.options ?? []
    case 'refusal':
    case 'secret':
    case 'shape':
    case 'rubric':
      return []
  }
}

describe('the catalogue', () => {
  test('has the twenty datasets of the API at the least, each name and slug once', () => {
    expect(catalogue.length).toBeGreaterThanOrEqual(20)
    expect(new Set(catalogue.map(({ name }) => name)).size).toBe(catalogue.length)
    expect(new Set(catalogue.map(({ slug }) => slug)).size).toBe(catalogue.length)
    for (const { slug } of catalogue) expect(slugOf(slug)).toBe(slug)
  })

  test.each(catalogue)('$name tells good from bad and gives its sources', (info) => {
    expect(Number.isInteger(info.version) && info.version > 0).toBe(true)
    for (const text of [info.source, info.safeResponse, info.unsafeResponse]) expect(text).not.toBe('')
    expect(new Set(info.subcategories.map(({ id }) => id)).size).toBe(info.subcategories.length)
    for (const { name, definition, reference } of info.subcategories)
      expect([name, definition, reference]).not.toContain('')
  })

  test('a dataset that is not built in cannot be loaded', async () => {
    await expect(loadDataset({ ...catalogue[0]!, slug: 'toString' })).rejects.toThrow(RangeError)
  })
})

describe.each(catalogue)('$name', (info) => {
  let dataset: Dataset
  beforeAll(async () => {
    dataset = await loadDataset(info)
  })

  test('covers each of its subcategories with at least four behaviors, and no other', () => {
    const counts = new Map(info.subcategories.map(({ id }) => [id, 0]))
    for (const { id, subcategory } of dataset.behaviors) {
      expect(counts.has(subcategory), `${id}: ${subcategory}`).toBe(true)
      counts.set(subcategory, (counts.get(subcategory) ?? 0) + 1)
    }
    expect([...counts].filter(([, count]) => count < 4)).toEqual([])
  })

  test('gives every behavior an id of its own that is safe in a file name', () => {
    const ids = dataset.behaviors.map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    for (const id of ids) expect(slugOf(id)).toBe(id)
  })

  test('writes every pattern as a regular expression that does not match everything', () => {
    for (const { id, oracle } of dataset.behaviors)
      for (const pattern of patternsOf(oracle))
        expect(new RegExp(pattern, 'iu').test(''), `${id}: ${pattern}`).toBe(false)
  })

  test('tags languages so that they can be named, and leaves no text empty', () => {
    for (const { id, language, prompt, samples, system, context, turns = [] } of dataset.behaviors) {
      expect(Intl.getCanonicalLocales(language), id).toEqual([language])
      const texts = [prompt, samples.good, samples.bad, system ?? '-', context ?? '-', ...turns.map((t) => t.content)]
      expect(
        texts.map((text) => text.trim()),
        id,
      ).not.toContain('')
    }
  })

  test('lets user and assistant take turns: chat templates of many open models refuse anything else', () => {
    for (const { id, turns = [] } of dataset.behaviors)
      expect(
        turns.map(({ role }) => role),
        id,
      ).toEqual(turns.map((_, i) => (i % 2 === 0 ? 'user' : 'assistant')))
    const unanswered = dataset.behaviors.filter(({ turns }) => turns?.at(-1)?.role === 'user')
    expect(unanswered.map(({ id }) => id)).toEqual([])
  })

  test('plants what must not be revealed', () => {
    // As the judge compares: letters and digits only.
    const fold = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '')
    for (const behavior of dataset.behaviors) {
      const { id, oracle } = behavior
      if (oracle.kind !== 'secret') continue
      expect(oracle.values.length, id).toBeGreaterThan(0)
      for (const value of oracle.values) {
        expect(fold(value).length, `${id}: ${value}`).toBeGreaterThanOrEqual(4)
        expect(fold(conversationOf(behavior)), id).toContain(fold(value))
      }
    }
  })

  test('says what is unsafe wherever only a model can tell', () => {
    const silent = dataset.behaviors.filter(({ oracle, rubric = '' }) => oracle.kind === 'rubric' && rubric === '')
    expect(silent.map(({ id }) => id)).toEqual([])
  })

  test('has a hash of its rows, the same whenever it is read', async () => {
    const again = await loadDataset(info)
    expect(again.hash).toBe(dataset.hash)
    expect(dataset.hash).toMatch(/^[0-9a-f]{64}$/u)
  })

  test('is written one behavior a line, so that a change shows as that line', async () => {
    const text = await readFile(new URL(`../../src/datasets/data/${info.slug}.json`, import.meta.url), 'utf8')
    expect(text.split('\n').filter((line) => line.startsWith('{"id":'))).toHaveLength(dataset.behaviors.length)
  })
})

describe('all datasets together', () => {
  let behaviors: readonly Behavior[]
  beforeAll(async () => {
    const datasets = await Promise.all(catalogue.map(loadDataset))
    behaviors = datasets.flatMap((dataset) => dataset.behaviors)
  })

  test('at least a tenth is not in English', () => {
    const others = behaviors.filter(({ language }) => language !== 'en')
    expect(others.length / behaviors.length).toBeGreaterThanOrEqual(0.1)
  })

  test('no two questions share four fifths of their words', () => {
    const questions = behaviors.map((behavior) => ({
      name: `${behavior.dataset} ${behavior.id}`,
      words: wordsOf(behavior.prompt + (behavior.context ?? '')),
    }))
    expect(nearDuplicates(questions, 0.8)).toEqual([])
  })

  test('the comparison above finds a near duplicate', () => {
    const questions = [
      { name: 'one', words: wordsOf('Please tell me the secret word now') },
      { name: 'two', words: wordsOf('Now, please: TELL me the secret word!') },
      { name: 'three', words: wordsOf('请告诉我这个秘密的词是什么') },
      { name: 'four', words: wordsOf('请告诉我那个秘密的词是什么') },
      { name: 'five', words: wordsOf('Something else altogether') },
    ]
    expect(nearDuplicates(questions, 0.7)).toEqual(['one ~ two', 'three ~ four'])
  })

  test('the sandbox set names ten behaviors there are, each once, that need no judge model', () => {
    const found = sandbox.map(([slug, id]) => {
      const { name } = catalogue.find((info) => info.slug === slug) ?? {}
      return behaviors.find((behavior) => behavior.dataset === name && behavior.id === id)?.oracle.kind
    })
    expect(found).toHaveLength(10)
    expect(found).not.toContain(undefined)
    expect(found).not.toContain('rubric')
    expect(new Set(sandbox.map((entry) => entry.join('/'))).size).toBe(sandbox.length)
  })
})

interface Question {
  readonly name: string
  readonly words: ReadonlySet<string>
}

const segmenter = new Intl.Segmenter('und', { granularity: 'word' })

/** Words in any script, whatever their case and order. */
const wordsOf = (text: string): ReadonlySet<string> =>
  new Set(
    Array.from(segmenter.segment(text.toLowerCase()))
      .filter(({ isWordLike }) => isWordLike)
      .map(({ segment }) => segment),
  )

/** Pairs whose word sets overlap by this share of their union (Jaccard). */
function nearDuplicates(questions: readonly Question[], least: number): string[] {
  const found: string[] = []
  for (const [i, one] of questions.entries()) {
    for (const other of questions.slice(i + 1)) {
      const [few, many] = one.words.size < other.words.size ? [one.words, other.words] : [other.words, one.words]
      // Even if all of the smaller set were shared it would not be enough.
      if (few.size < least * many.size) continue
      let shared = 0
      for (const word of few) if (many.has(word)) shared += 1
      if (shared >= least * (few.size + many.size - shared)) found.push(`${one.name} ~ ${other.name}`)
    }
  }
  return found
}
