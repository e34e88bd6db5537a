import { describe, expect, test } from 'vitest'
import { breakCommands, oneLine, quotedLines } from '../../src/core/neutralise.ts'
import { hostileText, hostileTexts } from '../builders/hostile.ts'
import { createMasks } from '../harness/masks.ts'
import { lineReader } from '../harness/output-lines.ts'
import { createStepLog, type StepLog } from '../harness/step-log.ts'

/** What the runner makes of a text that a step prints. */
function printed(text: string): StepLog {
  const log = createStepLog(createMasks([]))
  const reader = lineReader((line) => log.line(line, 'stdout'))
  reader.write(`${text}\n`)
  reader.end()
  return log
}

const commandsIn = (text: string): number => printed(text).commands.length

/** The texts among them that speak to the runner. */
const commanding = ['colonCommand', 'upperCommand', 'hashCommand', 'hashError', 'mask', 'loneCr'] as const

// The end-to-end tests count what the runner obeys and expect nothing. These prove that the count would not be nothing.
describe('the same texts, without the neutraliser', () => {
  test.each(commanding)('%s is obeyed', (name) => {
    expect(commandsIn(hostileTexts[name])).toBeGreaterThan(0)
  })

  test('forge an output, an annotation and a mask', () => {
    const { outputs, annotations } = printed(`${hostileTexts.hashCommand}\n${hostileTexts.hashError}`)
    expect([...outputs]).toEqual([['gate', 'pass']])
    expect(annotations.error).toHaveLength(1)
    const masks = createMasks([])
    createStepLog(masks).line(hostileTexts.mask.split('\n')[0] ?? '', 'stdout')
    expect(masks.values).toContain('fail')
  })

  test('are obeyed in one line too, where only line ends were taken out', () => {
    expect(commandsIn(hostileText.replaceAll(/[\r\n]/gu, ' '))).toBeGreaterThan(0)
  })
})

describe('with it', () => {
  test.each([
    ['oneLine', oneLine],
    ['quotedLines', quotedLines],
    ['breakCommands', breakCommands],
  ])('%s leaves nothing to obey', (_, neutralise) => {
    for (const text of [hostileText, ...Object.values(hostileTexts)]) expect(commandsIn(neutralise(text))).toBe(0)
  })
})
