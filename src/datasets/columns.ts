import { columnRoles, type FileOptions } from '../core/dataset.ts'
import { didYouMean } from '../core/nearest.ts'
import { type Role, type Table, wrong } from './readers/table.ts'

/** Which column holds what. */
export type Mapping = Readonly<Partial<Record<Role, string>>>

export const entries = (mapping: Mapping): [Role, string][] => Object.entries(mapping) as [Role, string][]

/**
 * Names in the order in which they are taken, compared without case, spaces, hyphens and underscores. `goal` comes before
 * `behavior`, which is the prompt in HarmBench and a label in JailbreakBench; `target` is never here: it is the wanted opening of
 * an answer. `harm_area` comes before `category`, which is the form of the request in SimpleSafetyTests.
 */
const usual: Readonly<Partial<Record<Role, readonly string[]>>> = {
  prompt: words(
    `user_input forbidden_prompt mutated_prompt rewrite prompts_final prompt_text prompt goal question query user_query
     instruction input behavior text attack value`,
  ),
  context: words('context_string context'),
  system: words('system system_prompt test_case_prompt'),
  category: words(
    `harm_area subcategory category semantic_category types_of_harm risk_area risk_category hazard attack_type
     functional_category type probe`,
  ),
  id: words('id behavior_id prompt_id release_prompt_id case_id uuid index example_id question_id'),
  expected: words('expected label'),
  severity: words('severity'),
  language: words('language lang locale speaking_language'),
}

function words(list: string): string[] {
  return list.split(/\s+/u).map(plain)
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[\s_-]/gu, '')
}

/** Columns that begin with two underscores are promptfoo's directives. */
const isDirective = (name: string): boolean => name.startsWith('__')

export interface ChosenColumns {
  readonly mapping: Mapping & { readonly prompt: string }
  readonly notes: readonly string[]
}

/**
 * Finds the columns: first what the user says, then what the format knows, then by name. Throws a ConfigError when no column can
 * be the prompt, when a named one is not there, and for files that hold no prompts to send.
 */
export function chooseColumns(
  table: Table,
  file: string,
  { columns: named = {}, expected }: FileOptions,
): ChosenColumns {
  const { columns } = table
  refuseUnusable(columns, file, named.prompt !== undefined)
  const { expected: told, ...others } = { ...byName(columns), ...table.known }
  const mapping: Partial<Record<Role, string>> = others
  if (expected === undefined && told !== undefined) mapping.expected = told
  for (const role of columnRoles) {
    const name = named[role]
    if (name !== undefined) mapping[role] = namedColumn(name, columns, file)
  }
  const { prompt } = mapping
  if (prompt === undefined) throw wrong(file, 1, noPrompt(columns))
  for (const [role, name] of entries(mapping)) {
    if (columns.filter((column) => column === name).length > 1)
      throw wrong(file, 1, `Two columns are called "${name}", so that the ${role} cannot be told. Rename one of them.`)
  }
  return { mapping: { ...mapping, prompt }, notes: named.prompt === undefined ? alternatives(columns, prompt) : [] }
}

function byName(columns: readonly string[]): Mapping {
  const found: Partial<Record<Role, string>> = {}
  for (const role of columnRoles) {
    const column = usual[role]
      ?.map((name) => columns.find((one) => !isDirective(one) && plain(one) === name))
      .find((one) => one !== undefined)
    if (column !== undefined) found[role] = column
  }
  return found
}

function namedColumn(name: string, columns: readonly string[], file: string): string {
  const found = columns.find((column) => column === name) ?? columns.find((column) => plain(column) === plain(name))
  if (found !== undefined) return found
  throw wrong(file, 1, `There is no column "${name}".${didYouMean(name, columns)} Columns: ${shown(columns)}.`)
}

const noPrompt = (columns: readonly string[]): string =>
  `No column can be told to be the prompt. Columns: ${shown(columns)}. Set columns = { prompt = "…" } on this dataset.`

const shown = (columns: readonly string[]): string => columns.map((name) => JSON.stringify(name)).join(', ') || 'none'

/** Files that are no prompts to send. Naming the prompt column overrules it where the prompts make sense alone. */
const unusable: readonly { readonly has: readonly string[]; readonly why: string; readonly always?: boolean }[] = [
  {
    has: ['imagefilename'],
    why: 'These prompts are about images (HarmBench multimodal), and this engine sends text only',
    always: true,
  },
  {
    has: ['completion', 'finallabel'],
    why: 'This file holds recorded answers (XSTest completions); use xstest_prompts.csv, whose label column tells which prompts are safe',
  },
  {
    has: ['ans0', 'ans1', 'ans2'],
    why: 'These are multiple-choice questions (BBQ), which are scored by the option picked and not by what is refused',
  },
]

function refuseUnusable(columns: readonly string[], file: string, isNamed: boolean): void {
  const names = new Set(columns.map(plain))
  const found = unusable.find(({ has, always = false }) => (always || !isNamed) && has.every((name) => names.has(name)))
  if (found !== undefined) throw wrong(file, 1, `${found.why}.`)
}

/** Says which other columns could have been meant, among them the same prompts in another language. */
function alternatives(columns: readonly string[], prompt: string): string[] {
  const others = columns.filter(
    (name) =>
      name !== prompt && !isDirective(name) && (usual.prompt?.includes(plain(name)) || isTranslation(name, prompt)),
  )
  const [first] = others
  if (first === undefined) return []
  return [
    `The file also has ${shown(others)}; to send one of these, set columns = { prompt = ${JSON.stringify(first)} }.`,
  ]
}

const isTranslation = (name: string, prompt: string): boolean =>
  name.startsWith(prompt) && /^[_-][a-z]{2,3}(?:[_-]\w+)?$/iu.test(name.slice(prompt.length))
