import { expect, test } from 'vitest'
import { ConfigError, JudgeError, messageOf, RecordError, TargetError } from '../../src/core/errors.ts'

test('a configuration error shows every complaint, with its place where there is one', () => {
  const place = { file: 'redteam.toml', line: 3, column: 7 }
  const error = new ConfigError([{ message: 'one is wrong', place }, { message: 'so is two' }])
  expect(error.message).toBe('redteam.toml:3:7 one is wrong\nso is two')
  expect(error.complaints).toHaveLength(2)
})

test('every error has a code of its own, a name and its cause', () => {
  const cause = new Error('deep down')
  const errors = [
    new ConfigError([], { cause }),
    new JudgeError('x', { cause }),
    new RecordError('x', { cause }),
    new TargetError('timeout', 'x', { isRetryable: true, cause }),
  ]
  expect(errors.map(({ code }) => code)).toEqual(['config', 'judge', 'record', 'timeout'])
  expect(errors.map(({ name }) => name)).toEqual(['ConfigError', 'JudgeError', 'RecordError', 'TargetError'])
  for (const error of errors) expect(error.cause).toBe(cause)
})

test('a target error has no waiting time unless the endpoint gave one', () => {
  expect(new TargetError('server_error', 'x', { isRetryable: true }).retryAfterMs).toBeUndefined()
  expect(new TargetError('rate_limited', 'x', { isRetryable: true, retryAfterMs: 0 }).retryAfterMs).toBe(0)
})

test('whatever was thrown has a message', () => {
  expect([messageOf(new Error('a')), messageOf('b'), messageOf(undefined)]).toEqual(['a', 'b', 'undefined'])
})
