import { slugOf } from '../core/ids.ts'
import type { Explained } from './explain.ts'
import type { ConfigFile } from './schema.ts'

type Template = ConfigFile['scan']['templates'][number]

/** What is wrong with `[[scan.templates]]`: no words, no place for the request, or a name that is taken. */
export function templateProblems(templates: readonly Template[], attackNames: readonly string[]): Explained[] {
  return templates.flatMap((template, i) => {
    const taken = [...attackNames, ...templates.slice(0, i).map(({ name }) => name)]
    return [...wordProblems(template, i), ...fileProblems(template, i), ...nameProblems(template, i, taken)]
  })
}

const at = (index: number, key?: string) => ['scan', 'templates', index, ...(key === undefined ? [] : [key])]

function wordProblems({ template, file }: Template, index: number): Explained[] {
  if (template === undefined && file === undefined) {
    return [{ path: at(index), message: 'The template has no words. Add template = "… {{prompt}} …", or file = "…".' }]
  }
  if (template !== undefined && file !== undefined)
    return [{ path: at(index, 'file'), message: 'Both template and file are set. Keep one.' }]
  if (template === undefined || template.includes('{{prompt}}')) return []
  const message = 'The template has no {{prompt}}, so the request would not be asked.'
  return [{ path: at(index, 'template'), message }]
}

const fileProblems = (template: Template, index: number): Explained[] =>
  template.file !== undefined
    ? []
    : (['categories', 'each'] as const)
        .filter((key) => template[key] !== undefined)
        .map((key) => ({
          path: at(index, key),
          message: `"${key}" is about a file of templates, and this one names none. Add file = "…" or remove it.`,
        }))

/** Case ids hold the slug of the name, so that names must differ in it. */
function nameProblems({ name }: Template, index: number, taken: readonly string[]): Explained[] {
  const isTaken = taken.some((other) => slugOf(other) === slugOf(name))
  if (!isTaken && slugOf(name) !== '') return []
  const what = slugOf(name) === '' ? 'without letters' : 'taken'
  return [{ path: at(index, 'name'), message: `The name of this template is ${what}. Give it one of its own.` }]
}
