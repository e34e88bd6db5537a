import type { GateStatus } from '../core/gate.ts'
import type { FinishedScan } from '../core/reporter.ts'
import { code, plain } from './markdown.ts'
import { type MarkdownOptions, renderMarkdown } from './markdown-report.ts'

/** One of several scans that are reported in one text. */
export interface Part {
  /** The path of its configuration. */
  readonly name: string
  /** Missing where it could not be run. */
  readonly scan?: Omit<FinishedScan, 'datasets' | 'results' | 'source'>
  /** Why it could not be run. */
  readonly problem?: string
  readonly artifactUrl?: string
}

/** The report of one scan as it is, of several a section each below a line that counts them. Every section has the same room. */
export function renderTogether(parts: readonly Part[], { most = 60_000, ...options }: MarkdownOptions = {}): string {
  const [only, ...others] = parts
  if (only !== undefined && others.length === 0) return sectionOf(only, { ...options, most })
  const heading = `# ${headline(parts)}`
  const room = Math.floor((most - heading.length) / parts.length)
  const sections = parts.map((part) => {
    const label = `<sub>${code(part.name)}</sub>\n\n`
    return label + sectionOf(part, { ...options, most: room - label.length - between.length })
  })
  return [heading, ...sections].join(between)
}

const between = '\n\n'

function sectionOf({ scan, problem = '', artifactUrl = '' }: Part, options: MarkdownOptions): string {
  if (scan === undefined) return `## ⚠️ Red team not run\n\n${plain(problem)}`
  return renderMarkdown(scan, { ...options, ...(artifactUrl === '' ? {} : { artifactUrl }) })
}

/** The worst of several: a proven failure, then what was not measured. */
export function worstOf(parts: readonly Part[]): GateStatus {
  const statuses = parts.map(({ scan }) => scan?.decision.status ?? 'inconclusive')
  return (['fail', 'inconclusive'] as const).find((status) => statuses.includes(status)) ?? 'pass'
}

function headline(parts: readonly Part[]): string {
  const count = (wanted: GateStatus): number =>
    parts.filter(({ scan }) => (scan?.decision.status ?? 'inconclusive') === wanted).length
  const sign = { pass: '✅', fail: '❌', inconclusive: '⚠️' }[worstOf(parts)]
  const counts = [
    [count('fail'), 'failed'],
    [count('inconclusive'), 'inconclusive'],
    [count('pass'), 'passed'],
  ] as const
  const said = counts.flatMap(([n, word]) => (n === 0 ? [] : [`${n} ${word}`])).join(', ')
  return `${sign} Red team: ${said} of ${parts.length} configurations`
}
