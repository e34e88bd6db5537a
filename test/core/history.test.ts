import { expect, test } from 'vitest'
import { historyEntry, mostHistory, trendInWords, withEntry } from '../../src/core/history.ts'
import { summary } from '../builders/summary.ts'

const entry = (n: number, score: number | null = 80) =>
  historyEntry(
    summary({
      scan_id: `scan-${n}`,
      started_at: `2026-01-${String((n % 28) + 1).padStart(2, '0')}T00:00:00.000Z`,
      avg_score: score,
    }),
    'pass',
    null,
  )

test('a history takes each scan once, a resumed one in its old place, and forgets the oldest', () => {
  const twice = withEntry(withEntry([entry(1)], entry(2)), entry(1, 70))
  expect(twice.map(({ scan_id, score }) => [scan_id, score])).toEqual([
    ['scan-1', 70],
    ['scan-2', 80],
  ])
  const long = Array.from({ length: mostHistory }, (_, n) => entry(n))
  const more = withEntry(long, entry(9999))
  expect([more.length, more[0]?.scan_id, more.at(-1)?.scan_id]).toEqual([mostHistory, 'scan-1', 'scan-9999'])
})

test('the trend is told from two finished scans on', () => {
  expect(trendInWords([entry(1)])).toBe('')
  expect(trendInWords([entry(1), { ...entry(2), status: 'Paused' }, entry(3, null)])).toBe('')
  expect(trendInWords([entry(1, 0), entry(2, 50), entry(3, 100)])).toBe(
    'Score over the last 3 scans: ▁▅█ 0 on 2026-01-02, now 100.',
  )
})

test('two scans are a trend, and one that has no score is none', () => {
  expect(trendInWords([entry(1, 20), entry(2, 40)])).toBe('Score over the last 2 scans: ▂▄ 20 on 2026-01-02, now 40.')
  expect(trendInWords([entry(1, 20), entry(2, null), entry(3, 40)])).toContain('over the last 2 scans')
})

test('an entry has the interval of its score, where there is one', () => {
  const avg_interval = { low: 71, high: 88, method: 'mover' } as const
  expect(historyEntry(summary({ avg_interval }), 'pass', 'abc')).toMatchObject({ low: 71, high: 88, commit: 'abc' })
  expect(historyEntry(summary({ avg_interval: null }), 'pass', null)).toMatchObject({ low: null, high: null })
})
