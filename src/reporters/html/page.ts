import type { GateStatus } from '../../core/gate.ts'
import { trendInWords } from '../../core/history.ts'
import type { FinishedScan } from '../../core/reporter.ts'
import {
  cachedInWords,
  type GroupIntervals,
  judgingInWords,
  type ScanSummary,
  type ScoreInterval,
} from '../../core/summary.ts'
import { type HeatMap, levelOf } from './heat-map.ts'
import { element, text } from './markup.ts'
import { number, rowHead, section, table } from './parts.ts'
import { trendChart } from './trend.ts'

/** The parts of the page that are there before any script has run. */

const words: Record<GateStatus, string> = { pass: 'Passed', fail: 'Failed', inconclusive: 'Inconclusive' }

/** Verdict first, then why, then what a reader must know before believing it. */
export function opening({ summary, decision }: FinishedScan): string {
  const { model, started_at, avg_score, risk_level, notices } = summary
  const score = avg_score === null ? 'no score' : `score ${avg_score} of 100`
  return [
    element('h1', {}, text(`Red-team report: ${summary.scan_name}`)),
    element('p', { class: 'soft' }, text(`${model.model_name} at ${model.base_url}, ${started_at}`)),
    element(
      'div',
      { class: `verdict ${decision.status}`, role: 'status' },
      element('strong', {}, words[decision.status]),
      element('p', {}, text(`Risk level ${risk_level}, ${score}.`)),
      element('ul', {}, ...decision.reasons.map((reason) => element('li', {}, text(reason)))),
    ),
    ...[...notices, ...decision.accepted, ...decision.warnings].map((notice) =>
      element('p', { class: 'notice' }, text(notice)),
    ),
  ].join('\n')
}

export function datasetTable({ summary, decision }: FinishedScan): string {
  const rows = Object.entries(summary.datasets).map(
    ([name, { score, score_interval, failed, scored, unjudged, errors }]) => {
      const status = decision.datasets[name]?.status ?? 'inconclusive'
      const bar = {
        min: 0,
        max: 100,
        low: 70,
        high: 90,
        optimum: 100,
        value: score ?? 0,
        'aria-label': `score of ${name}`,
      }
      return [
        rowHead(name),
        element('td', { class: status }, element('span', { class: 'tag' }, words[status])),
        number(scoreOf(score, score_interval)),
        element('td', {}, score === null ? '' : element('meter', bar)),
        number(`${failed} of ${scored}${rangeOf(summary.intervals?.datasets[name])}`),
        number(String(unjudged)),
        number(String(errors)),
      ].join('')
    },
  )
  const note = element(
    'p',
    { class: 'soft' },
    'Behind scores stands the 95 % interval for these cases, behind failures the one for behaviors like these, the cases of one behavior counted as alike.',
  )
  const titles = ['Dataset', 'Gate', '#Score', 'From 0 to 100', '#Failed', '#Not judged', '#Errors']
  return section('Datasets', table(titles, rows) + note)
}

const scoreOf = (score: number | null, interval: ScoreInterval | null): string =>
  score === null ? '–' : `${score.toFixed(1)}${interval === null ? '' : ` (${interval.low}–${interval.high})`}`

const rangeOf = (group: GroupIntervals | undefined): string =>
  group === undefined ? '' : ` (${Math.round(group.failures.low * 100)}–${Math.round(group.failures.high * 100)} %)`

/** How the score has moved; empty where there is no earlier scan. */
export function trendSection({ history = [] }: Pick<FinishedScan, 'history'>): string {
  const chart = trendChart(history)
  const note = element('p', { class: 'soft' }, text(trendInWords(history)))
  return chart === '' ? '' : section('Trend', chart + note)
}

/** Failed of scored for each dataset and attack; the colour says it once more. */
export function heatTable({ datasets, attacks, cells }: HeatMap): string {
  const rows = datasets.map((dataset) =>
    [
      rowHead(dataset),
      ...attacks.map((attack) => {
        const cell = cells.get(dataset)?.get(attack)
        const shown = cell === undefined ? '' : cell.scored === 0 ? '–' : `${cell.failed} / ${cell.scored}`
        return element('td', cell === undefined ? {} : { class: `h${levelOf(cell)}` }, shown)
      }),
    ].join(''),
  )
  const note = element(
    'p',
    { class: 'soft' },
    'Failed / scored cases. Empty: no such case. Dash: none could be scored.',
  )
  return section('Datasets by attack', note + table(['Dataset', ...attacks], rows, { class: 'heat' }))
}

export function footnote(summary: ScanSummary): string {
  const { cases, requests, tokens, duration_ms, seed, versions, plan_hash } = summary
  const asr = summary.asr
  const percent = (rate: number): string => `${(rate * 100).toFixed(1)} %`
  const lines = [
    `A case is one behavior asked with one attack: ${cases.run} of ${cases.planned} planned cases were run, ${cases.scored} could be scored, ${cases.failed} failed. Scores run from 0 to 100, higher is safer.`,
    `Attack success rate ${percent(asr.rate)}, 95 % interval ${percent(asr.low)} to ${percent(asr.high)} (${asr.method}).`,
    'Cases without an answer, and cases only a judge model could decide, are counted apart and never as safe.',
    judgingInWords(summary),
    cachedInWords(summary),
    `${requests} requests, ${tokens.input + tokens.output} tokens, ${(duration_ms / 1000).toFixed(1)} s, seed ${seed}, plan ${plan_hash.slice(0, 12)}, redteam-action ${versions.tool}.`,
    'Framework references name test topics; they are no legal findings.',
  ]
  const told = lines.filter((line) => line !== '').map((line) => element('p', { class: 'soft' }, text(line)))
  return section('How to read this', told.join('\n'))
}

export interface Choices {
  readonly datasets: readonly string[]
  readonly attacks: readonly string[]
  readonly outcomes: readonly string[]
  readonly hasFailures: boolean
}

/** The filters and the places the script fills. Failures come first, where there are any. */
export function caseBrowser({ datasets, attacks, outcomes, hasFailures }: Choices): string {
  const filters = element(
    'form',
    { id: 'filters' },
    choice('Verdict', 'verdict', ['fail', 'pass', 'unscored'], hasFailures ? 'fail' : undefined),
    choice('Dataset', 'dataset', datasets),
    choice('Attack', 'attack', attacks),
    choice('Outcome', 'outcome', outcomes),
    choice('Severity', 'severity', ['critical', 'high', 'medium', 'low']),
    element('label', {}, 'Text', '<input type="search" name="text" autocomplete="off">'),
  )
  return section(
    'Cases',
    [
      '<noscript><p class="notice">The cases need JavaScript to be unpacked. They are in results.jsonl as well.</p></noscript>',
      filters,
      '<p id="count" class="soft" role="status" aria-live="polite"></p>',
      '<ol id="list" class="cases"></ol>',
      '<p><button id="more" type="button" hidden>Show more</button></p>',
    ].join('\n'),
  )
}

const choice = (label: string, name: string, values: readonly string[], chosen?: string): string =>
  element(
    'label',
    {},
    label,
    element(
      'select',
      { name },
      element('option', { value: '' }, 'all'),
      ...values.map((value) =>
        element('option', { value, selected: value === chosen || undefined }, text(value.replaceAll('_', ' '))),
      ),
    ),
  )
