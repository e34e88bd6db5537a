import type { ReportFormat } from '../core/report-options.ts'
import type { Reporter } from '../core/reporter.ts'
import { csv } from './csv.ts'
import { junit } from './junit.ts'
import { markdownReport } from './markdown-report.ts'
import { html } from './report-html.ts'
import { pdf } from './report-pdf.ts'
import { sarif } from './sarif.ts'
import { summaryJson } from './summary-json.ts'

export { renderMarkdown } from './markdown-report.ts'
export { type Part, renderTogether, worstOf } from './markdown-together.ts'

/** Every file that is rendered from a finished scan; results.jsonl is not among them, it is what they are rendered from. */
export const reporters = {
  summary: summaryJson,
  pdf,
  html,
  junit,
  sarif,
  markdown: markdownReport,
  csv,
} satisfies Record<'summary' | Exclude<ReportFormat, 'zip'>, Reporter>
