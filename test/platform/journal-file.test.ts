import { appendFile, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { CaseResult } from '../../src/core/case.ts'
import { RecordError } from '../../src/core/errors.ts'
import type { JournalLine, JournalReply } from '../../src/core/journal.ts'
import { outcomes } from '../../src/core/outcome.ts'
import { createJournal, readResults, resumeJournal, settle } from '../../src/platform/journal-file.ts'
import { caseResult } from '../builders/case-result.ts'
import { reply } from '../builders/scripted-target.ts'
import { temporaryFolder } from '../builders/temporary-folder.ts'

const planLine: JournalLine = { t: 'plan', format: 1, plan: 'plan-1', cases: 9, scan: 'scan-1' }
const identity = { plan: 'plan-1' }
const replyLine = (i: number, n: number, changes: Partial<JournalReply> = {}): JournalReply => ({
  t: 'reply',
  i,
  n,
  to: 'target',
  ask: `hash-${n}`,
  reply: reply({ text: `answer ${n} of ${i}` }),
  tries: 1,
  ms: 5,
  at: 7,
  ...changes,
})
const said = (text: string): Partial<JournalReply> => ({ reply: reply({ text }) })
const caseLine = (i: number, changes: Partial<CaseResult> = {}): JournalLine => ({
  t: 'case',
  i,
  result: caseResult({ id: `bias/b-${i}/direct/1`, ...changes }),
})

/** A journal of these lines that was closed in order. */
async function written(lines: readonly JournalLine[]): Promise<string> {
  const path = join(await temporaryFolder(), 'journal.jsonl')
  const journal = await createJournal(path)
  for (const line of lines) await journal.append(line)
  await journal.close()
  return path
}

/** Goes on with a journal, adds lines and says what the past was. */
async function resumed(path: string, ...lines: JournalLine[]) {
  const { journal, past } = (await resumeJournal(path, identity)) ?? {}
  if (journal === undefined || past === undefined) throw new Error('there is no journal')
  for (const line of lines) await journal.append(line)
  await journal.close()
  return past
}

const linesIn = async (path: string): Promise<unknown[]> =>
  (await readFile(path, 'utf8')).split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line) as unknown]))

describe('a journal', () => {
  test('holds its lines as JSON in the order in which they came', async () => {
    const lines = [planLine, replyLine(0, 0, said('two\nlines 🙂')), caseLine(0)]
    expect(await linesIn(await written(lines))).toEqual(lines)
  })

  test('that is started afresh forgets the one before it', async () => {
    const path = await written([planLine, caseLine(0)])
    const journal = await createJournal(path)
    await journal.append(planLine)
    await journal.close()
    expect(await linesIn(path)).toEqual([planLine])
  })

  test('that is gone on with keeps what it has', async () => {
    const path = await written([planLine, caseLine(0)])
    await resumed(path, caseLine(1))
    expect(await linesIn(path)).toEqual([planLine, caseLine(0), caseLine(1)])
  })

  test('that is not there is nothing to go on with', async () => {
    expect(await resumeJournal(join(await temporaryFolder(), 'none.jsonl'), identity)).toBeUndefined()
  })

  test.each(['', '{"t":"plan","form'])('that was cut before its first line ended is none: %j', async (content) => {
    const path = join(await temporaryFolder(), 'journal.jsonl')
    await writeFile(path, content)
    expect(await resumeJournal(path, identity)).toBeUndefined()
  })

  test('that cannot be opened is an error that names it', async () => {
    const path = join(await temporaryFolder(), 'missing', 'journal.jsonl')
    await expect(createJournal(path)).rejects.toThrow(RecordError)
    await expect(createJournal(path)).rejects.toThrow(`the scan's journal ${path} cannot be opened`)
  })
})

describe('the past', () => {
  test('knows the scan, which cases are done and what the others were told', async () => {
    const path = await written([
      planLine,
      replyLine(0, 0),
      replyLine(1, 0),
      caseLine(0),
      replyLine(2, 0),
      replyLine(1, 1),
    ])
    const past = await resumed(path)
    expect(past.scanId).toBe('scan-1')
    expect([0, 1, 2, 3].map(past.isDone)).toEqual([true, false, false, false])
    expect(past.repliesOf(1)).toEqual([replyLine(1, 0), replyLine(1, 1)])
    expect(past.repliesOf(2)).toEqual([replyLine(2, 0)])
    expect(past.repliesOf(3)).toEqual([])
  })

  test('keeps the replies of the judge model beside those of the target', async () => {
    const judged = replyLine(0, 0, { to: 'judge' })
    const past = await resumed(await written([planLine, replyLine(0, 0), judged, replyLine(0, 1)]))
    expect(past.repliesOf(0)).toEqual([replyLine(0, 0), judged, replyLine(0, 1)])
  })

  test('asks a case again that broke, with the replies it had', async () => {
    for (const outcome of ['error_target', 'error_judge'] as const) {
      const past = await resumed(await written([planLine, replyLine(0, 0), caseLine(0, { outcome })]))
      expect(past.isDone(0)).toBe(false)
      expect(past.repliesOf(0)).toEqual([replyLine(0, 0)])
    }
  })

  test('asks a judge or an attacker again whose answers broke a case, and keeps what came before', async () => {
    const before = [replyLine(0, 0), replyLine(0, 0, { to: 'judge' }), replyLine(0, 1)]
    for (const [to, outcome] of [
      ['judge', 'error_judge'],
      ['attacker', 'attacker_refused'],
    ] as const) {
      const useless = [replyLine(0, 1, { to }), replyLine(0, 2, { to })]
      const past = await resumed(await written([planLine, ...before, ...useless, caseLine(0, { outcome })]))
      expect(past.repliesOf(0)).toEqual(before)
    }
  })

  test('takes a case that was not answered or not judged for done', async () => {
    for (const outcome of ['no_answer', 'unjudged'] as const) {
      expect((await resumed(await written([planLine, caseLine(0, { outcome })]))).isDone(0)).toBe(true)
    }
  })

  test('believes the last line about a case', async () => {
    const broken = caseLine(0, { outcome: 'error_target' })
    expect((await resumed(await written([planLine, broken, caseLine(0)]))).isDone(0)).toBe(true)
    expect((await resumed(await written([planLine, caseLine(0), broken]))).isDone(0)).toBe(false)
  })
})

describe('what a crash leaves', () => {
  test.each(['{"t":"reply","i":1', 'x', JSON.stringify(caseLine(1)), '\0\0\0'])(
    'a torn last line is cut off: %j',
    async (torn) => {
      const path = await written([planLine, caseLine(0)])
      await appendFile(path, torn)
      const past = await resumed(path, caseLine(2))
      expect([0, 1].map(past.isDone)).toEqual([true, false])
      expect(await linesIn(path)).toEqual([planLine, caseLine(0), caseLine(2)])
    },
  )

  test('cut anywhere, a journal is gone on with or refused, and never loses a whole line', async () => {
    const lines = [planLine, replyLine(0, 0, said('zwölf 🙂')), caseLine(0), replyLine(1, 0), caseLine(1)]
    const whole = await readFile(await written(lines))
    const first = whole.indexOf(10) + 1
    const path = join(await temporaryFolder(), 'journal.jsonl')
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: first, max: whole.length }), async (length) => {
        await writeFile(path, whole.subarray(0, length))
        await resumed(path)
        const kept = whole.subarray(0, length).toString('latin1').split('\n').length - 1
        expect(await linesIn(path)).toEqual(lines.slice(0, kept))
      }),
    )
  })
})

describe('what is refused', () => {
  /** Why a file is refused. It must stay as it is. */
  const refusal = async (content: string): Promise<string> => {
    const path = join(await temporaryFolder(), 'journal.jsonl')
    await writeFile(path, content)
    const error: unknown = await resumeJournal(path, identity).catch((reason: unknown) => reason)
    if (!(error instanceof RecordError)) throw new Error(`no RecordError but ${String(error)}`)
    if ((await readFile(path, 'utf8')) !== content) throw new Error('the file was changed')
    return error.message
  }
  const text = (...lines: unknown[]): string =>
    lines.map((line) => `${typeof line === 'string' ? line : JSON.stringify(line)}\n`).join('')

  test('a journal of another plan, with the way out', async () => {
    const message = await refusal(text({ ...planLine, plan: 'plan-2' }, caseLine(0)))
    expect(message).toMatch(/belongs to another plan.*continue_flag = false/u)
  })

  test('a journal of another model or judge, with what has changed', async () => {
    const path = await written([{ ...planLine, parts: { '[model]': 'a', '[judge]': 'b' } }, caseLine(0)])
    const same = await resumeJournal(path, { plan: 'plan-1', parts: { '[judge]': 'b', '[model]': 'a' } })
    await same?.journal.close()
    for (const [parts, changed] of [
      [{ '[model]': 'x', '[judge]': 'b' }, /a change in \[model\]\./u],
      [{ '[model]': 'a', '[judge]': 'b', '[attacker]': 'c' }, /a change in \[attacker\]\./u],
      [{}, /a change in \[model\], \[judge\]\./u],
    ] as const)
      await expect(resumeJournal(path, { plan: 'plan-1', parts })).rejects.toThrow(changed)
  })

  test.each([
    '{"t":"reply",',
    '',
    'null',
    '42',
    '{}',
    '{"t":"other"}',
    '{"t":"case","i":1}',
    '{"t":"reply","i":1}',
    '{"t":"plan","plan":"plan-1"}',
  ])('a line in the middle that is not one of a journal: %j', async (line) => {
    expect(await refusal(text(planLine, line, caseLine(0)))).toMatch(
      /journal\.jsonl:2 is a broken line that is not its last/u,
    )
  })

  test('a file that does not begin with a plan', async () => {
    for (const content of [text(caseLine(0)), text(caseLine(0), planLine)])
      expect(await refusal(content)).toContain('does not begin with a plan')
  })
})

describe('settle', () => {
  /** Settles a journal and gives the text of its results. */
  async function settled(lines: readonly JournalLine[]): Promise<{ text: string; path: string }> {
    const journal = await written(lines)
    const path = `${journal}.results`
    await settle(journal, path)
    return { text: await readFile(path, 'utf8'), path }
  }

  test('writes the results alone, one a line, sorted by case id', async () => {
    const { text } = await settled([planLine, replyLine(1, 0), caseLine(10), caseLine(9), replyLine(2, 0), caseLine(1)])
    const ids = text.split('\n').map((line) => (line === '' ? '' : (JSON.parse(line) as CaseResult).id))
    expect(ids).toEqual(['bias/b-1/direct/1', 'bias/b-10/direct/1', 'bias/b-9/direct/1', ''])
  })

  test('keeps the last result of each case', async () => {
    const { text } = await settled([planLine, caseLine(0, { outcome: 'error_target' }), caseLine(1), caseLine(0)])
    expect(text.match(/"outcome":"\w+"/gu)?.filter((match) => match.includes('error'))).toEqual([])
    expect(text.trimEnd().split('\n')).toHaveLength(2)
  })

  test('gives results back as they were, whatever a model said', async () => {
    const path = join(await temporaryFolder(), 'results.jsonl')
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.nat(99), { maxLength: 8 }),
        fc.string({ unit: 'binary' }),
        fc.constantFrom(...outcomes),
        async (numbers, text, outcome) => {
          const hostile = `"result":{"t":"case"}\n{"t":"case","i":7}${text}`
          const lines = numbers.map((i) => caseLine(i, { outcome, prompt: hostile, reason: text }))
          const journal = await written([planLine, replyLine(0, 0, said(hostile)), ...lines])
          await settle(journal, path)
          const results: CaseResult[] = []
          for await (const result of readResults(path)) results.push(result)
          const expected = lines.flatMap((line) => (line.t === 'case' ? [line.result] : []))
          expect(results).toEqual(expected.toSorted((a, b) => (a.id < b.id ? -1 : 1)))
        },
      ),
      { numRuns: 15 },
    )
  })

  test('leaves the lines byte for byte as the journal has them', async () => {
    const { text } = await settled([planLine, caseLine(0, { prompt: 'zwölf \ud800 \u2028 🙂' })])
    expect(text).toBe(`${JSON.stringify(caseResult({ id: 'bias/b-0/direct/1', prompt: 'zwölf \ud800 \u2028 🙂' }))}\n`)
  })

  test('of a journal without results is an empty file', async () => {
    expect((await settled([planLine, replyLine(0, 0)])).text).toBe('')
  })
})

describe('readResults', () => {
  test('can be read again and again', async () => {
    const path = join(await temporaryFolder(), 'results.jsonl')
    await writeFile(path, `${JSON.stringify(caseResult())}\n`)
    for (let i = 0; i < 2; i++) {
      const results: CaseResult[] = []
      for await (const result of readResults(path)) results.push(result)
      expect(results).toEqual([caseResult()])
    }
  })

  test('names the line that is not a result', async () => {
    const path = join(await temporaryFolder(), 'results.jsonl')
    await writeFile(path, `${JSON.stringify(caseResult())}\nbroken\n`)
    const read = async () => {
      for await (const _ of readResults(path));
    }
    await expect(read()).rejects.toThrow(RecordError)
    await expect(read()).rejects.toThrow(`${path}:2 is not a result`)
  })
})
