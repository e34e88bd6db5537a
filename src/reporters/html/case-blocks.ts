import { base64 } from '../../core/base64.ts'
import { severityNames } from '../../core/behavior.ts'
import type { CaseResult, JudgedAttempt } from '../../core/case.ts'
import { breakCommands, excerpt } from '../../core/neutralise.ts'
import type { Lent } from '../../core/reporter.ts'

/** Cases in one compressed piece of the page: enough for the compression to pay, few enough to unpack at once. */
const size = 200
/** Characters of one turn. Whatever is longer is in results.jsonl whole. */
const longest = 20_000

/**
 * The cases as pieces of data that the page's script unpacks: what the list and its filters need, and apart from it the transcripts,
 * which are only unpacked when one is opened. Base64 holds nothing that HTML could take for markup.
 */
export async function* caseBlocks(results: AsyncIterable<CaseResult>, gzip: Lent['gzip']): AsyncIterable<string> {
  let block: CaseResult[] = []
  let number = 0
  for await (const result of results) {
    block.push(result)
    if (block.length < size) continue
    yield pieces(block, number, gzip)
    number += 1
    block = []
  }
  if (block.length > 0 || number === 0) yield pieces(block, number, gzip)
}

function pieces(block: readonly CaseResult[], number: number, gzip: Lent['gzip']): string {
  const pack = (value: unknown): string => base64(gzip(JSON.stringify(value)))
  return [
    `<script type="text/plain" data-cases="${number}">${pack(block.map(line))}</script>\n`,
    `<script type="text/plain" id="transcripts-${number}">${pack(block.map(({ attempts }) => attempts.map(transcript)))}</script>\n`,
  ].join('')
}

const line = ({ id, dataset, attack, verdict, outcome, severity, reason, prompt }: CaseResult): readonly string[] =>
  [id, dataset, attack, verdict, outcome, severityNames[severity], excerpt(reason, 300), excerpt(prompt, 2000)].map(
    shown,
  )

const transcript = ({ messages, reply, decoded, twin, outcome, reason, rule, model }: JudgedAttempt) => ({
  turns: messages.map(({ role, content }) => [role, full(content)]),
  answer: full(reply.text),
  decoded: decoded && full(decoded.text),
  twin: twin && full(twin.text),
  outcome,
  reason: shown(reason),
  rule,
  evidence: model?.evidence,
})

/** Control characters and bidi overrides are made visible. */
const shown = breakCommands
const full = (text: string): string => shown(excerpt(text, longest))
