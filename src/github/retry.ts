import type { Clock } from '../core/clock.ts'

/** Seconds; who asks for more has to do without. */
const longest = 60

/**
 * Does the work, and once more when its failure may be over in a moment: a rate limit that says how long to wait, a server's error,
 * a lost connection.
 */
export async function once<T>(clock: Clock, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const seconds = pauseAfter(error)
    if (seconds === undefined || seconds > longest) throw error
    await clock.sleep(seconds * 1000)
    return await work()
  }
}

interface LooseRequestError {
  readonly status?: unknown
  readonly response?: { readonly headers?: Readonly<Record<string, unknown>> }
}

/** Seconds to wait before another try; nothing when it would end the same. A request without an answer counts as status 500. */
function pauseAfter(error: unknown): number | undefined {
  const { status, response } = (error ?? {}) as LooseRequestError
  if (typeof status !== 'number') return undefined
  const asked = Number(response?.headers?.['retry-after'] ?? Number.NaN)
  if (Number.isFinite(asked) && asked >= 0) return asked
  return status === 429 || status >= 500 ? 1 : undefined
}
