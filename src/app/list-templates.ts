import { dirname } from 'node:path'
import { readTemplates } from '../datasets/template-file.ts'
import { readTextFile } from '../platform/text-file.ts'
import { readConfig } from './read-config.ts'

export interface TemplateLine {
  readonly name: string
  readonly category: string | null
  readonly template: string
}

export interface ListTemplatesRequest {
  /** A configuration (its ending is .toml), or a file of templates. */
  readonly path: string
  /** Only those that hold this text, in any case, in name, category or words. */
  readonly search?: string
  readonly environment: Readonly<Record<string, string | undefined>>
}

/** The templates that a configuration brings or a file holds. Throws a ConfigError where they cannot be read. */
export async function listTemplates({ path, search = '', environment }: ListTemplatesRequest): Promise<TemplateLine[]> {
  const lines = /\.toml$/iu.test(path) ? await ofConfig(path, environment) : await ofFile(path)
  const wanted = search.toLowerCase()
  return lines.filter(({ name, category, template }) =>
    [name, category ?? '', template].some((text) => text.toLowerCase().includes(wanted)),
  )
}

async function ofConfig(path: string, environment: ListTemplatesRequest['environment']): Promise<TemplateLine[]> {
  const { templates = [] } = await readConfig({ path, environment, workspace: dirname(path) })
  return templates.flatMap(({ name, wordings }) => wordings.map((template) => ({ name, category: null, template })))
}

async function ofFile(path: string): Promise<TemplateLine[]> {
  const entries = readTemplates(await readTextFile(path, 'The file of templates'), path)
  return entries.map(({ name, category = null, template }) => ({ name, category, template }))
}
