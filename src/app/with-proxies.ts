import type { ScanConfig } from '../config/index.ts'
import { ConfigError } from '../core/errors.ts'
import { type Environment, proxyFor, secretsOfProxy } from '../targets/proxy.ts'

/** The models with the proxies that the environment names for them. Throws a ConfigError when one is no address. */
export function withProxies(config: ScanConfig, environment: Environment): ScanConfig {
  const { model, judge, attacker, backend, audit } = config
  const reached = <T extends { readonly baseUrl: string }>(one: T): T & { readonly proxy?: string } => {
    const proxy = findProxy(one.baseUrl, environment)
    return proxy === undefined ? one : { ...one, proxy }
  }
  const models = {
    model: reached(model),
    ...(judge === undefined ? {} : { judge: reached(judge) }),
    ...(attacker === undefined ? {} : { attacker: reached(attacker) }),
    ...(backend === undefined ? {} : { backend: reached(backend) }),
  }
  const secrets = Object.values(models).flatMap(({ proxy }) => (proxy === undefined ? [] : secretsOfProxy(proxy)))
  return { ...config, ...models, ...(audit && { audit: audit.map(reached) }), secrets: [...config.secrets, ...secrets] }
}

function findProxy(baseUrl: string, environment: Environment): string | undefined {
  try {
    return proxyFor(baseUrl, environment)
  } catch (error) {
    const message =
      'HTTP_PROXY or HTTPS_PROXY is not the address of a proxy: it has to look like http://proxy.example:3128.'
    throw new ConfigError([{ message }], { cause: error })
  }
}
