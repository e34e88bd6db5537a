import { describe, expect, test } from 'vitest'
import type { ScanEvent } from '../../src/app/index.ts'
import { wantsColour } from '../../src/cli/colour.ts'
import { progress } from '../../src/cli/progress.ts'
import { caseResult } from '../builders/case-result.ts'

const pace = {
  spent: { requests: 0, tokens: { input: 0, output: 0 }, cost: 0, putOff: 0, failed: 0 },
  elapsedMs: 0,
  leftMs: 0,
}
const planned: ScanEvent = {
  type: 'planned',
  scanId: 'scan-1',
  cases: 20,
  requests: { expected: 30, most: 60 },
  done: 0,
  datasets: { Bias: { cases: 20, done: 0 } },
}
const done = (count: number): ScanEvent => ({ type: 'case', result: caseResult(), done: count, cases: 20, pace })

/** Rows of a terminal that obeys what the live view writes, and nothing else. */
function screen(columns: number) {
  const rows: string[] = ['']
  let [at, column] = [0, 0]
  const put = (text: string): void => {
    rows[at] = (rows[at] ?? '').slice(0, column) + text
    column += text.length
  }
  const go = (to: number): void => {
    at = to
    column = 0
  }
  return {
    columns,
    rows: 24,
    lines: () => rows.filter((row) => row !== ''),
    write(text: string) {
      // oxlint-disable-next-line no-control-regex -- control sequences are what is looked for
      for (const [part] of text.matchAll(/\u001b\[\d*[A-Z]|\n|\r|[^\u001b\n\r]+/gu)) {
        if (part === '\n') go(at + 1)
        else if (part === '\r') column = 0
        else if (part === '\u001b[K') put('')
        else if (part === '\u001b[J') rows.length = at
        else if (part.startsWith('\u001b')) go(at - Number.parseInt(part.slice(2), 10))
        else put(part)
      }
    },
  }
}

describe('progress', () => {
  test('in a log is a line every tenth of the way', () => {
    let log = ''
    const { onEvent } = progress({ write: (text) => (log += text) }, { isLive: false, isColoured: false, now: () => 0 })
    for (const event of [planned, ...Array.from({ length: 20 }, (_, i) => done(i + 1))]) onEvent(event)
    expect(log.trimEnd().split('\n')).toEqual([
      '20 cases, about 30 requests',
      ...[2, 4, 6, 8, 10, 12, 14, 16, 18, 20].map((n) => `${n}/20 cases, 0 failed (${n * 5} %)`),
    ])
  })

  test('in a terminal draws over itself, keeps what was said, and leaves nothing else behind', () => {
    const terminal = screen(80)
    let time = 0
    const { onEvent, say, end } = progress(terminal, { isLive: true, isColoured: false, now: () => (time += 200) })
    for (const event of [planned, done(1), done(2)]) onEvent(event)
    expect(terminal.lines().map((line) => line.slice(0, 4))).toEqual(['20 c', 'all ', 'Bias'])
    say('stopping')
    onEvent(done(3))
    expect(terminal.lines().slice(0, 3)).toEqual([
      '20 cases, about 30 requests',
      'stopping',
      expect.stringMatching(/^all .* 3\/20 +15 %$/u),
    ])
    end()
    expect(terminal.lines()).toEqual(['20 cases, about 30 requests', 'stopping'])
  })

  test('is drawn ten times a second at the most, and at the end', () => {
    let drawings = 0
    let time = 0
    const write = (): void => void (drawings += 1)
    const { onEvent } = progress({ write }, { isLive: true, isColoured: false, now: () => time })
    onEvent(planned)
    const before = drawings
    for (let i = 1; i < 20; i++) {
      time += 10
      onEvent(done(i))
    }
    expect(drawings - before).toBeLessThanOrEqual(2)
    onEvent(done(20))
    expect(drawings - before).toBeLessThanOrEqual(3)
  })
})

describe('colour', () => {
  test.each([
    [{}, true, true],
    [{}, false, false],
    [{ TERM: 'dumb' }, true, false],
    [{ NO_COLOR: '1' }, true, false],
    [{ NO_COLOR: '' }, true, true],
    [{ FORCE_COLOR: '1' }, false, true],
    [{ FORCE_COLOR: '0' }, true, false],
    [{ FORCE_COLOR: '1', NO_COLOR: '1' }, false, true],
  ])('with %o and a terminal %s is %s', (environment, isTTY, expected) => {
    expect(wantsColour({ environment, isTTY })).toBe(expected)
  })
})
