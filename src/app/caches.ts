import type { ScanConfig } from '../config/index.ts'
import type { CachedEndpoint, ResponseCache } from '../core/response-cache.ts'
import { tellsSecret } from '../core/secrets.ts'
import type { RunRequest } from '../engine/run-request.ts'

/** The cache as each of the configured models uses it. */
export function cachesOf({ model, judge, attacker, seed }: ScanConfig, cache: ResponseCache): RunRequest['caches'] {
  const cached = (one: Asked): CachedEndpoint => ({
    cache,
    identity: identityOf(one, seed),
    isDeterministic: one.temperature === 0,
  })
  return {
    target: cached(model),
    ...(judge && { judge: cached(judge) }),
    ...(attacker && { attacker: cached(attacker) }),
  }
}

type Asked = Pick<
  ScanConfig['model'],
  'baseUrl' | 'modelName' | 'temperature' | 'maxTokens' | 'extraHeaders' | 'extraQuery'
>

/** Keys do not change an answer, and a new one must not cost all of them again. */
function identityOf(asked: Asked, seed: number): string {
  const { baseUrl, modelName, temperature, maxTokens, extraHeaders, extraQuery = {} } = asked
  const telling = (named: Readonly<Record<string, string>>): [string, string][] =>
    Object.entries(named)
      .filter(([name]) => !tellsSecret(name))
      .map(([name, value]): [string, string] => [name.toLowerCase(), value])
      .sort(([a], [b]) => (a < b ? -1 : 1))
  return JSON.stringify([baseUrl, modelName, temperature, maxTokens, seed, telling(extraHeaders), telling(extraQuery)])
}
