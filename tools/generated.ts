import { configSchema } from './config-schema.ts'
import { reference } from './reference.ts'

/** The files that are made from the sources, by path from the project's folder. `npm run generate` writes them. */
export const generated: Readonly<Record<string, () => Promise<string>>> = {
  'schema/redteam.schema.json': async () => `${JSON.stringify(configSchema(), null, 2)}\n`,
  'docs/reference.md': reference,
}
