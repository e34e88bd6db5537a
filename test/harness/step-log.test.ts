import { describe, expect, test } from 'vitest'
import { createMasks } from './masks.ts'
import { createStepLog, type StepLog } from './step-log.ts'

const logOf = (...lines: string[]): StepLog => {
  const log = createStepLog(createMasks([]))
  for (const line of lines) log.line(line, 'stdout')
  return log
}

describe('stop-commands', () => {
  test.each(['::TOKEN::', '##[token]'])('turns both grammars off until %s', (resume) => {
    const log = logOf(
      '::stop-commands::token',
      '::error::a',
      'x ##[error]b',
      '::stop-commands::other',
      resume,
      '::error::c',
    )
    expect(log.annotations.error).toEqual([{ message: 'c' }])
    expect(log.lines).toEqual(['::error::a', 'x ##[error]b', '::stop-commands::other', 'error: c'])
  })

  test.each(['', 'warning', 'Pause-Logging'])('refuses the token %j', (token) => {
    const log = logOf(`::stop-commands::${token}`, '::error::still obeyed')
    expect(log.refused).toHaveLength(1)
    expect(log.annotations.error).toHaveLength(1)
  })
})

test('ten annotations of a kind, 4,096 characters each', () => {
  const log = logOf(...Array.from({ length: 12 }, () => `::notice title=t::${'x'.repeat(5000)}`), '::warning::one')
  expect(log.annotations.notice).toHaveLength(10)
  expect(log.annotations.notice[0]).toEqual({ title: 't', message: 'x'.repeat(4096) })
  expect(log.annotations.warning).toHaveLength(1)
  expect(log.dropped).toBe(2)
})

test('a mask hides what follows it', () => {
  const log = logOf('key', '::add-mask::key', 'the key', '::error title=key::key')
  expect(log.lines).toEqual(['key', 'the ***', 'error: ***'])
  expect(log.annotations.error).toEqual([{ title: '***', message: '***' }])
})

test('old commands: outputs and state are taken, the environment is refused', () => {
  const log = logOf('##[set-output Name=a]1', '::save-state name=b::2', '::set-env name=X::1', '::set-output::3')
  expect([...log.outputs]).toEqual([['a', '1']])
  expect([...log.state]).toEqual([['b', '2']])
  expect(log.refused).toEqual([
    'The `set-env` command is disabled.',
    "Required field 'name' is missing in ##[set-output] command.",
  ])
})
