import { describe, expect, test } from 'vitest'
import { TargetError } from '../../src/core/errors.ts'
import { user } from '../../src/core/message.ts'
import { withSharing } from '../../src/engine/sharing.ts'
import { withSlots } from '../../src/engine/slots.ts'
import { scriptedTarget } from '../builders/scripted-target.ts'

const cake = [user('How long does a cake bake?')]
const bread = [user('How long does bread bake?')]
const { signal } = new AbortController()
const nothing = () => Promise.resolve()

describe('a question that is shared', () => {
  test('is sent once, whether it is asked meanwhile or later, and only the first answer took a try', async () => {
    const target = scriptedTarget(([message]) => `to ${message?.content}`)
    const shared = withSharing(withSlots(target, 4))
    const answers = await Promise.all(
      [cake, bread, cake].map((messages) => shared.askAndKeep(messages, signal, nothing)),
    )
    const later = await shared.askAndKeep(cake, signal, nothing)
    expect(target.asked).toEqual([cake, bread])
    expect([...answers, later].map(({ tries }) => tries)).toEqual([1, 1, 0, 0])
    expect(later.reply).toEqual(answers[0]?.reply)
  })

  test('that fails is asked again by the next in line, one at a time', async () => {
    const gone = new TargetError('unreachable', 'gone', { isRetryable: false })
    const target = scriptedTarget((_, n) => (n < 2 ? gone : 'forty minutes'))
    const shared = withSharing(withSlots(target, 4))
    const ends = await Promise.allSettled(
      [cake, cake, cake, cake].map((messages) => shared.askAndKeep(messages, signal, nothing)),
    )
    expect(ends.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'fulfilled', 'fulfilled'])
    expect(target.asked).toHaveLength(3)
  })

  test('is forgotten when too many others have come since', async () => {
    const target = scriptedTarget()
    const shared = withSharing(withSlots(target, 4), 1)
    for (const messages of [cake, bread, cake]) await shared.askAndKeep(messages, signal, nothing)
    expect(target.asked).toHaveLength(3)
  })
})
