import { describe, expect, test } from 'vitest'
import { usageOf, windowOf } from '../../../src/app/serve/usage.ts'

const at = (time: string): number => Date.parse(time)
const now = at('2024-02-10T14:30:00.123Z')
const user = 'user-abc'
const counted = { count: 2, first: at('2024-01-05T00:00:00Z'), last: at('2024-02-01T12:00:00Z') }
const none = { count: 0, first: null, last: null }

describe('usage', () => {
  test('the billing cycle is the calendar month in UTC, to its last microsecond', () => {
    const request = { mode: 'current_billing_cycle' } as const
    expect(usageOf(request, windowOf(request, now), counted, { user, now })).toEqual({
      user_id: user,
      mode: 'current_billing_cycle',
      period: { start: '2024-02-01T00:00:00.000000Z', end: '2024-02-29T23:59:59.999999Z' },
      total_scans: 2,
      as_of: '2024-02-10T14:30:00.123000Z',
    })
  })

  test('all time goes from the first scan to the last', () => {
    const request = { mode: 'all_time' } as const
    const { period } = usageOf(request, windowOf(request, now), counted, { user, now })
    expect(period).toEqual({ start: '2024-01-05T00:00:00.000000Z', end: '2024-02-01T12:00:00.000000Z' })
  })

  test('an end of a window that is left open is the first or the last scan', () => {
    const open = { mode: 'custom', start: '2024-01-01T00:00:00' } as const
    const { period } = usageOf(open, windowOf(open, now), counted, { user, now })
    expect(period).toEqual({ start: '2024-01-01T00:00:00.000000Z', end: '2024-02-01T12:00:00.000000Z' })
    const closed = { mode: 'custom', end: '2024-02-02T02:00:00.5+02:00' } as const
    expect(windowOf(closed, now)).toEqual({ from: 0, to: at('2024-02-02T00:00:00.500Z') })
  })

  test('there is no period without scans', () => {
    const request = { mode: 'custom', start: '2024-01-01', end: '2024-01-01' } as const
    expect(usageOf(request, windowOf(request, now), none, { user, now })).toMatchObject({
      period: null,
      total_scans: 0,
    })
  })

  test('a window does not end before it begins', () => {
    const request = { mode: 'custom', start: '2024-01-02', end: '2024-01-01T23:59:59Z' } as const
    expect(() => windowOf(request, now)).toThrow('end is before start')
  })
})
