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

/**
 * The report of one scan as it is; of several a section each, the worst first, below a line that counts them. Every section has the same
 * room; where even the shortest ones are too many, whole ones are left out from the end, and the report says so.
 */
export function renderTogether(parts: readonly Part[], { most = 60_000, ...options }: MarkdownOptions = {}): string {
  const [only, ...others] = parts
  if (only !== undefined && others.length === 0) return sectionOf(only, { ...options, most })
  const heading = `# ${headline(parts)}`
  const room = Math.floor((most - heading.length) / parts.length)
  const sections = parts
    .toSorted((a, b) => badness.indexOf(statusOf(a)) - badness.indexOf(statusOf(b)))
    .map((part) => {
      const label = `<sub>${code(part.name)}</sub>\n\n`
      return label + sectionOf(part, { ...options, most: room - label.length - between.length })
    })
  for (let kept = sections.length; ; kept--) {
    const cut =
      kept === sections.length
        ? []
        : [`_${sections.length - kept} configurations are left out here: the report would be too long._`]
    const text = [heading, ...sections.slice(0, kept), ...cut].join(between)
    if (kept === 0 || Array.from(text).length <= most) return text
  }
}

const badness: readonly GateStatus[] = ['fail', 'inconclusive', 'pass']

const statusOf = ({ scan }: Part): GateStatus => scan?.decision.status ?? 'inconclusive'

const between = '\n\n'

function sectionOf({ scan, problem = '', artifactUrl = '' }: Part, options: MarkdownOptions): string {
  if (scan === undefined) return `## ⚠️ Red team not run\n\n${plain(problem)}`
  return renderMarkdown(scan, { ...options, ...(artifactUrl === '' ? {} : { artifactUrl }) })
}

/** The worst of several: a proven failure, then what was not measured. */
export const worstOf = (parts: readonly Part[]): GateStatus =>
  badness.find((status) => parts.some((part) => statusOf(part) === status)) ?? 'pass'

const signs: Readonly<Record<GateStatus, string>> = { fail: '❌', inconclusive: '⚠️', pass: '✅' }
const words: Readonly<Record<GateStatus, string>> = { fail: 'failed', inconclusive: 'inconclusive', pass: 'passed' }

function headline(parts: readonly Part[]): string {
  const counts = badness.flatMap((status) => {
    const count = parts.filter((part) => statusOf(part) === status).length
    return count === 0 ? [] : [`${count} ${words[status]}`]
  })
  return `${signs[worstOf(parts)]} Red team: ${counts.join(', ')} of ${parts.length} configurations`
}
