import { LineCounter, parseDocument } from 'yaml'
import { ConfigError } from '../core/errors.ts'
import { noSuch } from '../core/nearest.ts'
import { jsonOrWrong } from './readers/json.ts'
import { isRecord, kindOf, wrong } from './readers/table.ts'

/** One wording of a file of templates. */
export interface TemplateEntry {
  readonly name: string
  readonly template: string
  readonly category?: string
}

/** Where a template takes the request. */
const placeholder = '{{prompt}}'

/**
 * Reads a user's file of templates: plain text with a line of `---` between templates, or JSON or YAML with a list of texts, a list of
 * `{name, template, category}`, or lists of these by category. Throws a ConfigError that names the entry which is no template.
 */
export function readTemplates(text: string, file: string): readonly TemplateEntry[] {
  const entries = /\.(?:json|ya?ml)$/iu.test(file) ? fromData(dataOf(text, file), file) : fromText(text)
  if (entries.length === 0) throw wrong(file, 1, 'There is no template in the file.')
  for (const { name, template } of entries) {
    if (!template.includes(placeholder))
      throw wrong(file, 1, `Template ${name} has no ${placeholder}, so the request would not be asked.`)
  }
  const taken = entries.find(({ name }, i) => entries.findIndex((other) => other.name === name) < i)
  if (taken !== undefined) throw wrong(file, 1, `Two templates are called ${taken.name}.`)
  return entries
}

/** Those of the named categories, or all. Throws a ConfigError for a category that no template has. */
export function ofCategories(
  entries: readonly TemplateEntry[],
  categories: readonly string[] | undefined,
  file: string,
): readonly TemplateEntry[] {
  if (categories === undefined) return entries
  const known = [...new Set(entries.flatMap(({ category }) => category ?? []))]
  const missing = categories.find((category) => !known.includes(category))
  if (missing !== undefined && known.length === 0)
    throw new ConfigError([{ message: `${file}: no template in it has a category. Remove "categories".` }])
  if (missing !== undefined) throw new ConfigError([{ message: `${file}: ${noSuch('category', missing, known)}` }])
  return entries.filter(({ category }) => category !== undefined && categories.includes(category))
}

const fromText = (text: string): TemplateEntry[] =>
  text
    .split(/^---[ \t]*\r?$/mu)
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((template, i) => ({ name: String(i + 1), template }))

function dataOf(text: string, file: string): unknown {
  if (/\.json$/iu.test(file)) return jsonOrWrong(text, file)
  const counter = new LineCounter()
  const document = parseDocument(text, { lineCounter: counter, prettyErrors: false })
  const [problem] = document.errors
  // Aliases can make a small file huge.
  if (problem === undefined) return document.toJS({ maxAliasCount: 100 })
  throw wrong(file, counter.linePos(problem.pos[0]).line, `This is not valid YAML: ${problem.message}.`, problem)
}

function fromData(root: unknown, file: string): TemplateEntry[] {
  if (Array.isArray(root)) return root.map((item: unknown, i) => entryOf(item, String(i + 1), undefined, file))
  if (!isRecord(root))
    throw wrong(file, 1, `The file holds ${kindOf(root)}. It has to be a list, or lists by category.`)
  return Object.entries(root).flatMap(([category, list]) => {
    if (!Array.isArray(list))
      throw wrong(file, 1, `Category ${category} holds ${kindOf(list)}, not a list of templates.`)
    return list.map((item: unknown, i) => entryOf(item, `${category} ${i + 1}`, category, file))
  })
}

function entryOf(item: unknown, place: string, category: string | undefined, file: string): TemplateEntry {
  const own = isRecord(item) ? item : { template: item }
  const { template, name = place, category: named = category } = own
  if (typeof template !== 'string' || typeof name !== 'string' || !['string', 'undefined'].includes(typeof named))
    throw wrong(file, 1, `Template ${place} has to be a text, or an object with the texts template, name and category.`)
  return { name, template, ...(typeof named === 'string' && { category: named }) }
}
