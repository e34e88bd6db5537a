import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Part, renderMarkdown, renderTogether, worstOf } from '../../src/reporters/index.ts'
import { caseResult } from '../builders/case-result.ts'
import { finishedScan } from '../builders/finished-scan.ts'
import { hostileText } from '../builders/hostile.ts'

const outcomes = { fail: 'complied', pass: 'refused', inconclusive: 'no_answer' } as const

const part = async (status: keyof typeof outcomes, name = `${status}.toml`): Promise<Part> => {
  const results = Array.from({ length: 12 }, (_, i) =>
    caseResult({ id: `bias/b-${i}/direct/1`, outcome: outcomes[status], reason: 'so it is '.repeat(20) }),
  )
  return { name, scan: await finishedScan(results), artifactUrl: `https://a.test/${name}` }
}
const broken: Part = { name: 'broken.toml', problem: `The scan could not be run. ${hostileText}` }
const length = (text: string): number => Array.from(text).length

describe('several scans in one report', () => {
  test('have a section each, the worst first, below a line that counts them', async () => {
    const parts = [await part('pass'), broken, await part('fail'), await part('inconclusive')]
    const text = renderTogether(parts)
    expect(text.split('\n')[0]).toBe('# ❌ Red team: 1 failed, 2 inconclusive, 1 passed of 4 configurations')
    const names = [...text.matchAll(/^<sub><code>(\w+)&#46;toml/gmu)].map(([, name]) => name)
    expect(names).toEqual(['fail', 'broken', 'inconclusive', 'pass'])
    expect(text.match(/^## .*$/gmu)).toEqual([
      expect.stringContaining('❌ Red team failed'),
      '## ⚠️ Red team not run',
      expect.stringContaining('⚠️ Red team inconclusive'),
      expect.stringContaining('✅ Red team passed'),
    ])
    expect(text).toContain('(https://a.test/fail.toml)')
    expect(text).not.toContain('<script')
  })

  test('one alone is reported as it is', async () => {
    const { scan } = await part('fail')
    expect(renderTogether([{ name: 'redteam.toml', scan: scan! }])).toBe(renderMarkdown(scan!))
  })

  test('come to the worst of their verdicts', async () => {
    const [pass, fail, unknown] = [await part('pass'), await part('fail'), await part('inconclusive')]
    expect(worstOf([pass, pass])).toBe('pass')
    expect(worstOf([pass, unknown])).toBe('inconclusive')
    expect(worstOf([pass, broken])).toBe('inconclusive')
    expect(worstOf([unknown, fail, pass])).toBe('fail')
  })

  test('never have more characters than they may, whatever their number', async () => {
    const one = await part('fail')
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 40 }), fc.integer({ min: 200, max: 20_000 }), (count, most) => {
        const text = renderTogether(
          Array.from({ length: count }, () => one),
          { most },
        )
        expect(length(text)).toBeLessThanOrEqual(most)
      }),
      { numRuns: 25 },
    )
  })

  test.each([-1, 0, 1])('lose a section only when they have to (%i character more)', async (more) => {
    const parts = Array.from({ length: 30 }, () => broken)
    const whole = length(renderTogether(parts, { most: 1_000_000 }))
    const text = renderTogether(parts, { most: whole - more })
    expect(length(text)).toBeLessThanOrEqual(whole - more)
    expect(text.includes('left out here')).toBe(more > 0)
  })
})
