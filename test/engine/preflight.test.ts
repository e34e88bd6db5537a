import { expect, test } from 'vitest'
import { TargetError, type TargetErrorCode } from '../../src/core/errors.ts'
import { preflight } from '../../src/engine/preflight.ts'
import { scriptedTarget } from '../builders/scripted-target.ts'

const { signal } = new AbortController()
const broken = (code: TargetErrorCode) => new TargetError(code, code, { isRetryable: false })

test('asks one harmless thing', async () => {
  const target = scriptedTarget(() => 'ready')
  await preflight([target], signal)
  expect(target.asked).toEqual([[{ role: 'user', content: 'Please answer with the single word: ready' }]])
})

test('an empty answer will do: the endpoint is there', async () => {
  await expect(preflight([scriptedTarget(() => '')], signal)).resolves.toBeUndefined()
})

test.each(['unreachable', 'unauthorized', 'not_found', 'malformed'] as const)(
  '%s ends the scan before it begins',
  async (code) => {
    await expect(preflight([scriptedTarget(() => broken(code))], signal)).rejects.toMatchObject({ code })
  },
)

test('busy is not dead', async () => {
  await expect(preflight([scriptedTarget(() => broken('rate_limited'))], signal)).resolves.toBeUndefined()
})

test('asks every endpoint, and one that is dead ends the scan', async () => {
  const target = scriptedTarget(() => 'ready')
  const dead = scriptedTarget(() => broken('unreachable'))
  await expect(preflight([target, dead], signal)).rejects.toMatchObject({ code: 'unreachable' })
  expect(target.asked).toHaveLength(1)
})
