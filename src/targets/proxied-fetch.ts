import type { Dispatcher } from 'undici'
import { mustNotBeWrittenPrivate } from './public-address.ts'
import { refusalIn } from './public-fetch.ts'

export interface ThroughOptions {
  /** The proxy is asked for no address that is written as a private one; what names lead to is its own business. */
  readonly isPublicOnly?: boolean
}

/**
 * A fetch that goes through a proxy, by CONNECT. The one that is built in cannot be told to on Node 20, and takes no agent of
 * another release of undici, so both the fetch and the agent come from the package, which is loaded when it is needed.
 */
export function fetchThrough(proxy: string, { isPublicOnly = false }: ThroughOptions = {}): typeof fetch {
  let agent: Dispatcher | undefined
  return async (address, init) => {
    const { fetch: fetchWith, ProxyAgent: Agent } = await import('undici')
    // How long an answer may take is the caller's to say.
    const whole = (): Dispatcher => new Agent({ uri: proxy, headersTimeout: 0, bodyTimeout: 0 })
    agent ??= isPublicOnly ? whole().compose(onlyPublic) : whole()
    type Init = Parameters<typeof fetchWith>[1]
    try {
      const url = address instanceof Request ? address.url : address
      return (await fetchWith(url, { ...(init as Init), dispatcher: agent })) as unknown as Response
    } catch (error) {
      throw init?.signal?.aborted === true ? error : (refusalIn(error) ?? named(error, proxy))
    }
  }
}

/** Sees every address that is asked, those of redirects too. */
const onlyPublic: Dispatcher.DispatcherComposeInterceptor = (dispatch) => (options, handler) => {
  mustNotBeWrittenPrivate(String(options.origin))
  return dispatch(options, handler)
}

/** A proxy that refuses is an aborted request to the client, and only the innermost message says what happened. */
function named(error: unknown, proxy: string): Error {
  let cause = error
  while (cause instanceof Error && cause.cause !== undefined) cause = cause.cause
  const said = cause instanceof Error ? cause.message : String(cause)
  return new Error(`through the proxy ${new URL(proxy).host}: ${said}`)
}
