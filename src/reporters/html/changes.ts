import { type Comparison, confirmationInWords, leftOutInWords } from '../../core/comparison.ts'
import type { FinishedScan } from '../../core/reporter.ts'
import { element, text } from './markup.ts'
import { number, rowHead, section, table } from './parts.ts'

/** What came out differently from the baseline; nothing where there is none. */
export function changes({ comparison }: FinishedScan): string {
  if (comparison === undefined) return ''
  const { baseline, pairs, newly_failing, newly_passing } = comparison
  const before = `${baseline.scan_id} of ${baseline.started_at.slice(0, 10)}, risk level ${baseline.risk_level}, score ${baseline.avg_score ?? 'none'}`
  const said =
    `${pairs} cases compared with the scan ${before}: ${newly_failing.total} newly fail, ${newly_passing.total} newly pass. ${leftOutInWords(comparison)} ${confirmationInWords(comparison)}`.trim()
  return section(
    'Changes since the baseline',
    [
      element('p', {}, text(said)),
      datasets(comparison),
      flips('Newly failing', newly_failing),
      flips('Newly passing', newly_passing),
    ].join('\n'),
  )
}

function datasets(comparison: Comparison): string {
  const rows = Object.entries(comparison.datasets).map(([name, change]) =>
    [
      rowHead(name),
      number(String(change.pairs)),
      number(String(change.newlyFailing)),
      number(String(change.newlyPassing)),
      number(`${change.points > 0 ? '+' : ''}${change.points.toFixed(1)}`),
      change.isRegression
        ? element('td', { class: 'fail' }, element('span', { class: 'tag' }, 'got worse'))
        : element('td', {}, ''),
    ].join(''),
  )
  return table(['Dataset', '#Compared', '#Newly failing', '#Newly passing', '#Points of the failure rate', ''], rows)
}

/** The comparison names the first hundred. */
function flips(title: string, { total, cases }: Comparison['newly_failing']): string {
  if (total === 0) return ''
  const items = cases.map((flip) =>
    element(
      'li',
      {},
      element('code', {}, text(flip.case)),
      text(` ${flip.severity}, ${flip.attack}: `),
      element('bdi', {}, text(flip.reason)),
    ),
  )
  const more = total > cases.length ? element('p', { class: 'soft' }, `and ${total - cases.length} more`) : ''
  return element('details', {}, element('summary', {}, text(`${title}: ${total}`)), element('ul', {}, ...items), more)
}
