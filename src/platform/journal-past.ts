import type { CaseResult } from '../core/case.ts'
import { RecordError } from '../core/errors.ts'
import type { JournalLine, JournalPlan, JournalReply } from '../core/journal.ts'
import { isError } from '../core/outcome.ts'
import { readLines } from './lines.ts'

/** What an earlier run left in a journal. */
export interface JournalPast {
  readonly scanId: string
  readonly isDone: (caseNumber: number) => boolean
  readonly repliesOf: (caseNumber: number) => readonly JournalReply[]
}

export type JournalIdentity = Pick<JournalPlan, 'plan' | 'parts'>

/**
 * Reads a journal to its last whole line, which ends at byte `end`. Holds the replies of unfinished cases only. Nothing when there is
 * not one whole line. Throws a RecordError when it is another plan's or has a broken line.
 */
export async function readPast(
  path: string,
  wanted: JournalIdentity,
): Promise<{ past: JournalPast; end: number } | undefined> {
  const done = new Set<number>()
  const replies = new Map<number, JournalReply[]>()
  let scanId: string | undefined
  let end = 0
  let number = 0
  for await (const { text, offset, length } of readLines(path)) {
    number += 1
    const line = parseLine(text, path, number)
    end = offset + length + 1
    if (line.t === 'plan') {
      refuseOther(line, wanted, path)
      scanId = line.scan
    } else if (scanId === undefined) {
      throw new RecordError(`${path} does not begin with a plan; it is not a journal. ${wayOut}`)
    } else if (line.t === 'reply') {
      const own = replies.get(line.i)
      if (own === undefined) replies.set(line.i, [line])
      else own.push(line)
    } else if (isError(line.result.outcome)) {
      done.delete(line.i)
      forgetFault(replies.get(line.i), line.result)
    } else {
      done.add(line.i)
      replies.delete(line.i)
    }
  }
  if (scanId === undefined) return undefined
  return { past: { scanId, isDone: (i) => done.has(i), repliesOf: (i) => replies.get(i) ?? [] }, end }
}

/** What a journal is the journal of. Nothing when it does not begin with a plan, or when nobody has answered anything yet. */
export async function identityOf(path: string): Promise<JournalIdentity | undefined> {
  let identity: JournalIdentity | undefined
  let number = 0
  for await (const { text } of readLines(path)) {
    number += 1
    if (number > 1) return identity
    const line = parseLine(text, path, number)
    if (line.t !== 'plan') return undefined
    identity = { plan: line.plan, ...(line.parts && { parts: line.parts }) }
  }
  return undefined
}

/** A judge or an attacker whose answers were no use is asked again: with the same answers the case would break the same way. */
function forgetFault(replies: JournalReply[] = [], { outcome }: Pick<CaseResult, 'outcome'>): void {
  if (outcome === 'error_target') return
  const atFault = outcome === 'error_judge' ? 'judge' : 'attacker'
  while (replies.at(-1)?.to === atFault) replies.pop()
}

const wayOut = 'Remove it, or scan without --resume (continue_flag = false), to start anew.'

function refuseOther(plan: JournalPlan, wanted: JournalIdentity, path: string): void {
  const changed = Object.keys({ ...plan.parts, ...wanted.parts }).filter(
    (name) => plan.parts?.[name] !== wanted.parts?.[name],
  )
  if (plan.plan !== wanted.plan) changed.unshift('the datasets, the attacks or the seed')
  if (changed.length === 0) return
  throw new RecordError(
    `${path} belongs to another plan: since it was begun there was a change in ${changed.join(', ')}. ${wayOut}`,
  )
}

export function parseLine(text: string, path: string, number: number): JournalLine {
  const broken = (cause?: unknown) =>
    new RecordError(
      `${path}:${number} is a broken line that is not its last: the file was changed by something else. ${wayOut}`,
      { cause },
    )
  let line: unknown
  try {
    line = JSON.parse(text)
  } catch (error) {
    throw broken(error)
  }
  if (!isJournalLine(line)) throw broken()
  return line
}

/** As much as is read of a line here; what a result holds beside its outcome is the business of whoever reads results. */
function isJournalLine(value: unknown): value is JournalLine {
  if (typeof value !== 'object' || value === null) return false
  const { t, plan, scan, i, n, result } = value as Record<string, unknown>
  if (t === 'plan') return typeof plan === 'string' && typeof scan === 'string'
  if (t === 'reply') return Number.isInteger(i) && Number.isInteger(n)
  return t === 'case' && Number.isInteger(i) && typeof result === 'object' && result !== null
}
