import { TargetError } from '../core/errors.ts'

/** No honest answer is longer; reading on would only fill the memory. */
export const mostBytes = 16 * 1024 * 1024

export const tooLong = (): TargetError =>
  new TargetError('malformed', 'the endpoint sent more than 16 MiB as one answer', { isRetryable: false })

/**
 * A fetch that has read the whole body when it resolves, so that the caller's deadline covers a body that drips and a connection
 * that breaks in the middle is a broken connection. Rejects with TargetError for a body of more than 16 MiB.
 */
export function wholeBody(fetchWith: typeof fetch): typeof fetch {
  return async (address, init) => {
    const response = await fetchWith(address, init)
    const { status, statusText, headers } = response
    const body = response.body === null ? null : await readAll(response.body)
    return new Response(hasNoBody(status) ? null : body, { status, statusText, headers: [...headers] })
  }
}

/** The constructor refuses a body for these. */
export const hasNoBody = (status: number): boolean => status === 204 || status === 205 || status === 304

async function readAll(body: ReadableStream<Uint8Array>): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of body) {
    size += chunk.length
    if (size > mostBytes) throw tooLong()
    chunks.push(chunk)
  }
  return new Uint8Array(Buffer.concat(chunks, size))
}
