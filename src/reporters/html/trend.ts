import { type HistoryEntry, type Point, trendOf } from '../../core/history.ts'
import { element, text } from './markup.ts'

const [width, height, margin] = [720, 160, 24]

/** The scores of the last scans as a line over their 95 % intervals; empty for fewer than two. */
export function trendChart(history: readonly HistoryEntry[]): string {
  const points = trendOf(history, 60)
  if (points.length < 2) return ''
  const x = (i: number): number => round(margin + (i * (width - 2 * margin)) / (points.length - 1))
  const y = (score: number): number => round(margin + ((100 - score) * (height - 2 * margin)) / 100)
  const bars = points.map(({ low, high }, i) =>
    low === null || high === null
      ? ''
      : element('line', { class: 'range', x1: x(i), x2: x(i), y1: y(low), y2: y(high) }),
  )
  const path = points.map(({ score }, i) => `${x(i)},${y(score)}`).join(' ')
  const dots = points.map((point, i) =>
    element(
      'circle',
      { class: point.gate, cx: x(i), cy: y(point.score), r: 4 },
      element('title', {}, text(said(point))),
    ),
  )
  const rules = [0, 50, 100].map(
    (score) =>
      element('line', { class: 'rule', x1: margin, x2: width - margin, y1: y(score), y2: y(score) }) +
      element('text', { x: 0, y: y(score) + 4 }, String(score)),
  )
  const label = `Average score of the last ${points.length} scans: ${points.map(({ score }) => score).join(', ')}`
  const chart = { class: 'trend', viewBox: `0 0 ${width} ${height}`, role: 'img', 'aria-label': label }
  return element('svg', chart, ...rules, ...bars, element('polyline', { points: path }), ...dots)
}

const said = ({ date, score, gate, commit }: Point): string =>
  `${date.slice(0, 10)}: ${score}, ${gate}${commit === null ? '' : ` (${commit.slice(0, 10)})`}`

const round = (value: number): number => Math.round(value * 10) / 10
