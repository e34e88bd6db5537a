import { tellsSecret } from '../core/secrets.ts'
import { secretsOf as secretsOfBackend } from './backend.ts'
import { showPath } from './explain.ts'
import type { Finding } from './finding.ts'
import type { Path } from './interpolate.ts'
import type { ConfigFile } from './schema.ts'

/** Keys that stand in the file itself. */
export const literalKeys = ({ judge, attacker }: ConfigFile, fromEnvironment: readonly { path: Path }[]): Finding[] =>
  ['model', ...(judge === undefined ? [] : ['judge']), ...(attacker === undefined ? [] : ['attacker'])]
    .filter((table) => !fromEnvironment.some(({ path }) => showPath(path) === `${table}.api_key`))
    .map((table) => ({
      path: [table, 'api_key'],
      message: `The API key of [${table}] is written into this file. Whoever can read the repository can use it: put it into a secret and write api_key = "\${OPENAI_API_KEY}".`,
    }))

export function secretsOf(
  { model, judge, attacker, backend }: ConfigFile,
  fromEnvironment: readonly { path: Path; value: string }[],
): string[] {
  const models = [model, judge, attacker].filter((given) => given !== undefined)
  const inherited = fromEnvironment
    .filter(({ path }) => path[1] === 'extra_headers' || path[1] === 'extra_query')
    .map(({ value }) => value)
  const telling = models
    .flatMap(({ extra_headers, extra_query }) => [...Object.entries(extra_headers), ...Object.entries(extra_query)])
    .filter(([name]) => tellsSecret(name))
  // "Bearer abc" travels as a whole, but it is "abc" that must not be seen.
  const values = [...inherited, ...telling.map(([, value]) => value)].flatMap((value) => [
    value,
    value.replace(/^\S+\s+/u, ''),
  ])
  return [
    ...new Set([
      ...models.map(({ api_key }) => api_key),
      ...(backend ? secretsOfBackend(backend).map(({ value }) => value) : []),
      ...values,
    ]),
  ]
}
