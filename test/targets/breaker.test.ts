import { describe, expect, test } from 'vitest'
import { TargetError, type TargetErrorCode } from '../../src/core/errors.ts'
import { user } from '../../src/core/message.ts'
import { withBreaker } from '../../src/targets/breaker.ts'
import { type Script, scriptedTarget } from '../builders/scripted-target.ts'

const { signal } = new AbortController()
const broken = (code: TargetErrorCode, isFatal = false) => new TargetError(code, code, { isRetryable: true, isFatal })

/** Asks so often, one after the other, and returns what came of it. */
async function asked(count: number, script: Script) {
  const inner = scriptedTarget(script)
  const target = withBreaker(inner, { table: 'judge', after: 3 })
  const ends: unknown[] = []
  for (let n = 0; n < count; n++)
    ends.push(
      await target.ask([user('q')], signal).then(
        () => 'answered',
        (error: unknown) => error,
      ),
    )
  return { ends, requests: inner.asked.length }
}

describe('withBreaker', () => {
  test.each(['unreachable', 'timeout'] as const)(
    'stops asking after questions in a row that found nobody: %s',
    async (code) => {
      const { ends, requests } = await asked(5, () => broken(code))
      expect(requests).toBe(3)
      expect(ends[1]).toMatchObject({ code, isFatal: false })
      for (const end of ends.slice(2))
        expect(end).toMatchObject({
          code,
          isFatal: true,
          table: 'judge',
          message: expect.stringContaining('3 questions') as string,
        })
    },
  )

  test.each(['rate_limited', 'server_error', 'malformed', 'bad_request'] as const)(
    'an endpoint that says %s is there',
    async (code) => {
      const { ends, requests } = await asked(12, (_, n) => broken(n % 3 === 2 ? code : 'unreachable'))
      expect(requests).toBe(12)
      for (const end of ends) expect(end).toMatchObject({ isFatal: false })
    },
  )

  test('an answer begins the count anew', async () => {
    const { requests } = await asked(12, (_, n) => (n % 3 === 2 ? 'ok' : broken('unreachable')))
    expect(requests).toBe(12)
  })

  test('being called off says nothing about the endpoint', async () => {
    const { ends } = await asked(4, (_, n) => broken(n === 1 ? 'aborted' : 'unreachable'))
    expect(ends[3]).toMatchObject({ isFatal: true })
  })

  test('nobody is asked after an error that is fatal by itself', async () => {
    const { ends, requests } = await asked(3, () => broken('unauthorized', true))
    expect(requests).toBe(1)
    for (const end of ends) expect(end).toMatchObject({ code: 'unauthorized', isFatal: true })
  })
})
