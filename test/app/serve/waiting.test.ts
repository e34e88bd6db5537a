import { describe, expect, test } from 'vitest'
import { nextOf } from '../../../src/app/serve/waiting.ts'

const scan = (user: string, id: string) => ({ user, id })

describe('nextOf', () => {
  test('users come one after the other, however many scans one of them has', () => {
    const waiting = [scan('a', '1'), scan('a', '2'), scan('b', '3')]
    expect(nextOf(waiting, [])?.id).toBe('1')
    expect(nextOf(waiting.slice(1), [scan('a', '1')])?.id).toBe('3')
    expect(nextOf(waiting.slice(1, 2), [scan('a', '1'), scan('b', '3')])?.id).toBe('2')
  })

  test('a scan that is still at its end does not begin again', () => {
    expect(nextOf([scan('a', '1')], [scan('a', '1')])).toBeUndefined()
    expect(nextOf([], [])).toBeUndefined()
  })
})
