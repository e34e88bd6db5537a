import { isLoopback } from '../core/private-host.ts'

/** Variables as the system has them. */
export type Environment = Readonly<Record<string, string | undefined>>

/**
 * The proxy for an address by HTTP_PROXY, HTTPS_PROXY and NO_PROXY (small letters win, as for curl), or nothing. Throws a TypeError
 * when the proxy's own address is none. The machine itself is never reached through a proxy.
 */
export function proxyFor(address: string, environment: Environment): string | undefined {
  if (!URL.canParse(address)) return undefined
  const url = new URL(address)
  const named = (name: string): string => environment[name] ?? environment[name.toUpperCase()] ?? ''
  const proxy = named(url.protocol === 'http:' ? 'http_proxy' : 'https_proxy').trim()
  if (proxy === '' || isLoopback(url.hostname) || isExempt(url, named('no_proxy'))) return undefined
  return new URL(proxy.includes('://') ? proxy : `http://${proxy}`).href
}

/** What must not be seen of it. */
export function secretsOfProxy(proxy: string): string[] {
  const { password } = new URL(proxy)
  return password === '' ? [] : [password, decodeURIComponent(password)]
}

/** `*`, or a list of hosts with all their subdomains, each with a port or without. */
function isExempt({ hostname, port, protocol }: URL, list: string): boolean {
  const own = port === '' ? (protocol === 'http:' ? '80' : '443') : port
  return list
    .toLowerCase()
    .split(/[\s,]+/u)
    .filter((entry) => entry !== '')
    .some((entry) => {
      if (entry === '*') return true
      const [, host = '', itsPort] = /^(?:\*?\.)?(.*?)(?::(\d+))?$/u.exec(entry) ?? []
      return (itsPort ?? own) === own && (hostname === host || hostname.endsWith(`.${host}`))
    })
}
