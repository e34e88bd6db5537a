import { resolve } from 'node:path'
import type { TemplateChoice } from '../config/index.ts'
import { ofCategories, readTemplates } from '../datasets/template-file.ts'
import { readTextFile } from '../platform/text-file.ts'

/** Templates with their files read, each with its wordings. Throws a ConfigError for a file that is none. */
export async function withWordings(
  templates: readonly TemplateChoice[],
  folder: string,
): Promise<readonly TemplateChoice[]> {
  const read = await Promise.all(templates.map((template) => wordingsOf(template, folder)))
  return read.flat()
}

async function wordingsOf(choice: TemplateChoice, folder: string): Promise<readonly TemplateChoice[]> {
  const { name, file } = choice
  if (file === undefined) return [choice]
  const text = await readTextFile(resolve(folder, file.path), `The file of the template ${name},`)
  const entries = ofCategories(readTemplates(text, file.path), file.categories, file.path)
  return file.each
    ? entries.map((entry) => ({ name: `${name}: ${entry.name}`, wordings: [entry.template] }))
    : [{ name, wordings: entries.map(({ template }) => template) }]
}
