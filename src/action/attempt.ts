import { warning } from '@actions/core'
import { messageOf } from '../core/errors.ts'
import { oneLine } from '../core/neutralise.ts'

export interface Attempted {
  readonly what: string
  /** What follows from its failure. */
  readonly so?: string
  /** The permission that it takes. */
  readonly needs?: string
}

/** Does what the verdict does not depend on. A failure is one warning, and nothing comes of it. */
export async function attempt<T>(
  { what, so = 'the verdict is not affected', needs }: Attempted,
  work: () => Promise<T>,
): Promise<T | undefined> {
  try {
    return await work()
  } catch (error) {
    const denied = needs !== undefined && /not accessible by integration/iu.test(messageOf(error))
    const wayOut = denied ? ` The job needs permissions: ${needs}.` : ''
    warning(oneLine(`${what} failed; ${so}. ${messageOf(error)}${wayOut}`))
    return undefined
  }
}
