import type { ProxyAgent } from 'undici'

/**
 * A fetch that goes through a proxy, by CONNECT. The one that is built in cannot be told to on Node 20, and takes no agent of
 * another release of undici, so both the fetch and the agent come from the package, which is loaded when it is needed.
 */
export function fetchThrough(proxy: string): typeof fetch {
  let agent: ProxyAgent | undefined
  return async (address, init) => {
    const { fetch: fetchWith, ProxyAgent: Agent } = await import('undici')
    // How long an answer may take is the caller's to say.
    agent ??= new Agent({ uri: proxy, headersTimeout: 0, bodyTimeout: 0 })
    type Init = Parameters<typeof fetchWith>[1]
    try {
      const url = address instanceof Request ? address.url : address
      return (await fetchWith(url, { ...(init as Init), dispatcher: agent })) as unknown as Response
    } catch (error) {
      throw init?.signal?.aborted === true ? error : named(error, proxy)
    }
  }
}

/** A proxy that refuses is an aborted request to the client, and only the innermost message says what happened. */
function named(error: unknown, proxy: string): Error {
  let cause = error
  while (cause instanceof Error && cause.cause !== undefined) cause = cause.cause
  const said = cause instanceof Error ? cause.message : String(cause)
  return new Error(`through the proxy ${new URL(proxy).host}: ${said}`)
}
