import fc from 'fast-check'
import { expect, test } from 'vitest'
import { suffixesOf } from '../../src/action/suffixes.ts'

test('a path is told by its words', () => {
  expect(suffixesOf(['redteam.toml', './red/Deep Scan.toml', '.toml'])).toEqual(['redteam', 'red-deep-scan', 'config'])
})

test('no two paths share a folder or an artifact, and every word is fit for both', () => {
  fc.assert(
    fc.property(fc.array(fc.stringMatching(/^[a/.2-]{1,4}$/u), { maxLength: 12 }), (paths) => {
      const suffixes = suffixesOf(paths)
      expect(new Set(suffixes).size).toBe(paths.length)
      for (const suffix of suffixes) expect(suffix).toMatch(/^[a-z0-9]+(?:-[a-z0-9]+)*$/u)
    }),
    { examples: [[['a', 'a', 'a-2']], [['a-2', 'a', 'a']]] },
  )
})
