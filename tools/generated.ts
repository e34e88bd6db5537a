import { configSchema } from './config-schema.ts'
import { outputSchema } from './output-schemas.ts'
import { reference } from './reference.ts'

const asJson = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`

/** The files that are made from the sources, by path from the project's folder. `npm run generate` writes them. */
export const generated: Readonly<Record<string, () => Promise<string>>> = {
  'schema/redteam.schema.json': async () => asJson(configSchema()),
  'schema/summary.schema.json': async () => asJson(outputSchema('summary.json')),
  'schema/results.schema.json': async () => asJson(outputSchema('results.jsonl')),
  'docs/reference.md': reference,
}
