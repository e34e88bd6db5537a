import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type FileLine, readLines } from '../../src/platform/lines.ts'
import { temporaryFolder } from '../builders/temporary-folder.ts'

/** The lines of a file that holds this. */
async function linesOf(content: string | Uint8Array): Promise<FileLine[]> {
  const path = join(await temporaryFolder(), 'file')
  await writeFile(path, content)
  const lines: FileLine[] = []
  for await (const line of readLines(path)) lines.push(line)
  return lines
}

/** The whole file at once, cut at line feeds. */
function slowLines(content: string): FileLine[] {
  let offset = 0
  return content
    .split('\n')
    .slice(0, -1)
    .map((text) => {
      const length = Buffer.byteLength(text)
      const line = { text, offset, length }
      offset += length + 1
      return line
    })
}

/** How much is read at once. */
const chunk = 1 << 18

describe('readLines', () => {
  test('tells where each line stands, in bytes', async () => {
    expect(await linesOf('one\nzwölf\n\n健康\n')).toEqual([
      { text: 'one', offset: 0, length: 3 },
      { text: 'zwölf', offset: 4, length: 6 },
      { text: '', offset: 11, length: 0 },
      { text: '健康', offset: 12, length: 6 },
    ])
  })

  test('takes what stands behind the last line feed for torn off', async () => {
    expect((await linesOf('whole\n{"torn":')).map(({ text }) => text)).toEqual(['whole'])
    expect(await linesOf('no line at all')).toEqual([])
    expect(await linesOf('')).toEqual([])
  })

  test('a character that is torn with its line harms no other line', async () => {
    const torn = Buffer.concat([Buffer.from('健\n'), Buffer.from('康').subarray(0, 2)])
    expect((await linesOf(torn)).map(({ text }) => text)).toEqual(['健'])
  })

  test('only a line feed ends a line', async () => {
    expect((await linesOf('a\r\nb\u2028c\u0085d\n')).map(({ text }) => text)).toEqual(['a\r', 'b\u2028c\u0085d'])
  })

  test.each([0, 1, 2, 3, 4])(
    'a character may lie across the border of two reads, %d bytes before it',
    async (before) => {
      const content = `${'x'.repeat(chunk - before - 1)}\n🙂 after\n${'y'.repeat(chunk)}🙂${'z'.repeat(chunk)}\nlast\n`
      expect(await linesOf(content)).toEqual(slowLines(content))
    },
  )

  test('reads lines of any length as the whole file has them', async () => {
    const length = fc.oneof(fc.integer({ max: 40, min: 0 }), fc.integer({ min: chunk - 20, max: chunk + 20 }))
    const line = fc.tuple(length, fc.constantFrom('x', 'é', '健', '🙂')).map(([count, char]) => {
      // About `count` bytes of one character, so that borders fall anywhere inside it.
      return char.repeat(Math.floor(count / Buffer.byteLength(char)))
    })
    await fc.assert(
      fc.asyncProperty(fc.array(line, { maxLength: 6 }), fc.boolean(), async (lines, isWhole) => {
        const content = lines.join('\n') + (isWhole ? '\n' : '')
        expect(await linesOf(content)).toEqual(slowLines(content))
      }),
      { numRuns: 40 },
    )
  })
})
