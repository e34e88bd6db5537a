import { paceInWords } from '../app/index.ts'
import type { DatasetProgress, LiveState } from './live-state.ts'
import { cut, cutLine, type Line, padEnd, padStart, type Span, widthOf } from './styled.ts'

export interface Screen {
  readonly columns: number
  readonly rows: number
}

/**
 * A running scan as lines that fit the screen: all of it, each dataset, speed and trouble, the newest failures. Lines are left out
 * from the end, and datasets that are through first, where the screen is low. The same state gives the same lines.
 */
export function liveView(state: LiveState, { columns, rows }: Screen): readonly Line[] {
  // A terminal may go to the next row after its last cell.
  const width = Math.max(20, columns - 1)
  const room = Math.max(3, rows - 2)
  const look = lookOf(state, width)
  const head = overall(state, look)
  const pace = paceLine(state)
  const datasets = datasetLines(state, look, room - 2)
  const failures = failureLines(state, width).slice(0, Math.max(0, room - 2 - datasets.length))
  return [head, ...datasets, pace, ...failures].map((line) => cutLine(line, width))
}

interface Look {
  readonly name: number
  readonly bar: number
  readonly figure: number
}

const longestName = 32

/** Names as long as they are, the bar gets what is left. */
function lookOf({ datasets, cases }: LiveState, width: number): Look {
  const names = ['all', ...datasets.keys()].map((name) => widthOf(cut(name, longestName)))
  const name = Math.min(longestName, Math.floor(width / 3), Math.max(...names))
  const figure = 2 * String(cases).length + 1
  return { name, figure, bar: Math.max(4, Math.min(40, width - name - figure - 11 - said)) }
}

/** Cells for "123 failed, 12 errors" behind a bar. */
const said = 24

const zero: DatasetProgress = { cases: 0, before: 0, passed: 0, failed: 0, unscored: 0, errors: 0 }

function overall(state: LiveState, look: Look): Line {
  const sum = [...state.datasets.values()].reduce(
    (total, one) => ({
      cases: total.cases + one.cases,
      before: total.before + one.before,
      passed: total.passed + one.passed,
      failed: total.failed + one.failed,
      unscored: total.unscored + one.unscored,
      errors: total.errors + one.errors,
    }),
    zero,
  )
  return row('all', sum, look, 'strong')
}

function datasetLines({ datasets }: LiveState, look: Look, room: number): Line[] {
  const shown = [...datasets].map(([name, progress]) => ({ name, progress }))
  const lines = shown.map(({ name, progress }) => row(name, progress, look))
  if (lines.length <= room) return lines
  const open = shown.filter(({ progress }) => doneOf(progress) < progress.cases)
  const few = (open.length === 0 ? shown : open).slice(0, Math.max(0, room - 1))
  const rest = `${datasets.size - few.length} more datasets`
  return [...few.map(({ name, progress }) => row(name, progress, look)), [{ text: rest, style: 'soft' }]]
}

const doneOf = ({ before, passed, failed, unscored }: DatasetProgress): number => before + passed + failed + unscored

function row(name: string, progress: DatasetProgress, look: Look, style?: Span['style']): Line {
  const { failed, errors, unscored, cases } = progress
  const done = doneOf(progress)
  const share = cases === 0 ? 100 : Math.floor((done / cases) * 100)
  const figures = `${padStart(`${done}/${cases}`, look.figure)}  ${padStart(String(share), 3)} %`
  return [
    { text: padEnd(cut(name, look.name), look.name), ...(style && { style }) },
    { text: '  ' },
    ...bar(progress, look.bar),
    { text: `  ${figures}`, ...(style && { style }) },
    ...(failed > 0 ? [{ text: `  ${failed} failed`, style: 'bad' as const }] : []),
    ...(errors > 0 ? [{ text: `  ${errors} errors`, style: 'warning' as const }] : []),
    ...(unscored > errors ? [{ text: `  ${unscored - errors} not judged`, style: 'soft' as const }] : []),
  ]
}

/** Failed, passed, not scored, still to come: each has a shade of its own, so that colour is not needed to read it. */
function bar(progress: DatasetProgress, width: number): Span[] {
  const { cases, before, passed, failed, unscored } = progress
  const cells = shares([failed, passed, unscored, before, Math.max(0, cases - doneOf(progress))], width)
  const looks = [
    { shade: '▓', style: 'bad' },
    { shade: '█', style: 'good' },
    { shade: '▒', style: 'warning' },
    { shade: '█', style: 'soft' },
    { shade: '░', style: 'soft' },
  ] as const
  return looks
    .map(({ shade, style }, i) => ({ text: shade.repeat(cells[i] ?? 0), style }))
    .filter(({ text }) => text !== '')
}

/** Whole cells by the largest remainder; all of them, and the last part gets everything when there is nothing to share out. */
function shares(parts: readonly number[], width: number): number[] {
  const total = parts.reduce((sum, part) => sum + part, 0)
  if (total === 0) return parts.map((_, i) => (i === parts.length - 1 ? width : 0))
  const exact = parts.map((part) => (part * width) / total)
  const cells = exact.map(Math.floor)
  const byRemainder = exact
    .map((value, i) => ({ i, rest: value - Math.floor(value) }))
    .toSorted((a, b) => b.rest - a.rest || a.i - b.i)
  const left = width - cells.reduce((sum, cell) => sum + cell, 0)
  for (const { i } of byRemainder.slice(0, left)) cells[i] = (cells[i] ?? 0) + 1
  return cells
}

function paceLine({ pace, done }: LiveState): Line {
  if (pace === undefined || done === 0) return [{ text: 'waiting for the first answer', style: 'soft' }]
  const words = [...paceInWords(pace)]
  const broken = pace.spent.failed - pace.spent.putOff
  const trouble = broken > 0 ? [`${broken} requests failed`] : []
  return [{ text: [...words, ...trouble].join(' · '), style: 'soft' }]
}

function failureLines({ failures }: LiveState, width: number): Line[] {
  return failures.map(({ id, severity, reason }) => {
    const isGrave = severity === 'critical' || severity === 'high'
    return [
      { text: `✘ ${padEnd(severity, 8)}  `, style: isGrave ? 'bad' : 'warning' },
      { text: `${cut(id, Math.floor(width / 2))}  ` },
      { text: reason, style: 'soft' },
    ]
  })
}
