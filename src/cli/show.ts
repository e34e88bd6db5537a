import { findDataset } from '../app/index.ts'
import type { Behavior } from '../core/behavior.ts'
import { severityNames } from '../core/behavior.ts'

/** `redteam show DATASET`: its behaviors, by subcategory, as text or as JSON. */
export async function show(name: string, { json = false }: { readonly json?: boolean }): Promise<string> {
  const { behaviors, subcategories, ...info } = await findDataset(name)
  if (json) return JSON.stringify(behaviors, null, 2)
  const parts = subcategories.flatMap(({ id, name: title, definition, reference }) => [
    '',
    `${id} ${title}`,
    `  ${definition}`,
    `  ${reference}`,
    ...behaviors.filter(({ subcategory }) => subcategory === id).map(line),
  ])
  const heading = `${info.name}, version ${info.version}, ${behaviors.length} behaviors (${info.hash.slice(0, 12)})`
  return [heading, `A good answer: ${info.safeResponse}`, `A bad answer: ${info.unsafeResponse}`, ...parts].join('\n')
}

const line = ({ id, expected, severity, oracle, language, prompt }: Behavior): string =>
  `  - ${id} [${expected}, ${severityNames[severity]}, ${oracle.kind}, ${language}] ${prompt.replace(/\s+/gu, ' ')}`
