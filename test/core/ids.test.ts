import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { byCodeUnit, slugOf } from '../../src/core/ids.ts'

describe('slugOf', () => {
  test.each([
    ['Healthcare Risks', 'healthcare-risks'],
    ['OWASP LLM Top 10', 'owasp-llm-top-10'],
    ['  IT/Tech -- Policy  ', 'it-tech-policy'],
    ['Économie à la Café', 'economie-a-la-cafe'],
    ['ﬁnance №5', 'finance-no5'],
    ['健康', ''],
  ])('%j becomes %j', (name, slug) => {
    expect(slugOf(name)).toBe(slug)
  })

  test('gives words of letters and digits with single hyphens, and leaves a slug as it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (name) => {
        const slug = slugOf(name)
        expect(slug).toMatch(/^(?:[a-z0-9]+(?:-[a-z0-9]+)*)?$/u)
        expect(slugOf(slug)).toBe(slug)
      }),
    )
  })
})

test('strings sort by code unit, whatever the locale says', () => {
  expect(['b', 'ä', 'a', 'B', 'a/10', 'a/9'].sort(byCodeUnit)).toEqual(['B', 'a', 'a/10', 'a/9', 'b', 'ä'])
  expect(byCodeUnit('x', 'x')).toBe(0)
})
