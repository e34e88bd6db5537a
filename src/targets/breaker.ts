import { type EndpointTable, TargetError } from '../core/errors.ts'
import type { Target } from '../core/target.ts'

/** Questions in a row that found nobody, each after all its tries. */
const mostInARow = 5

export interface BreakerOptions {
  readonly table: EndpointTable
  readonly after?: number
}

/**
 * Stops asking an endpoint that is gone: when so many questions in a row could not be delivered, it and every further one end in a
 * fatal error, and so does every question after another fatal error. Busy and failing endpoints are there, and do not count.
 */
export function withBreaker(target: Target, { table, after = mostInARow }: BreakerOptions): Target {
  let inARow = 0
  let fatal: TargetError | undefined
  const fatalFrom = (error: TargetError): TargetError | undefined => {
    if (error.isFatal) return error
    if (error.code !== 'unreachable' && error.code !== 'timeout') {
      if (error.code !== 'aborted') inARow = 0
      return undefined
    }
    inARow += 1
    if (inARow < after) return undefined
    const message = `${inARow} questions in a row found nobody, so no more are asked. The last: ${error.message}`
    return new TargetError(error.code, message, { isRetryable: false, isFatal: true, table, cause: error })
  }
  return {
    async ask(messages, signal) {
      if (fatal !== undefined) throw fatal
      try {
        const answer = await target.ask(messages, signal)
        inARow = 0
        return answer
      } catch (error) {
        if (error instanceof TargetError) fatal ??= fatalFrom(error)
        throw fatal ?? error
      }
    },
  }
}
