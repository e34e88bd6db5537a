import fc from 'fast-check'
import { expect, test } from 'vitest'
import { mostOfArtifactName } from '../../src/action/inputs.ts'
import { suffixesOf } from '../../src/action/suffixes.ts'
import { mostShards } from '../../src/core/shard.ts'

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

test('the longest name that may be given leaves room for all that is added to it', () => {
  const [suffix = ''] = suffixesOf([`${'deep/'.repeat(40)}redteam.toml`])
  expect(suffix).toMatch(/-deep-redteam$/u)
  const artifact = `${'n'.repeat(mostOfArtifactName)}-${suffix}-shard-${mostShards}-of-${mostShards}`
  // GitHub's limit; a checkpoint has twelve digits of a hash and the number of the attempt behind the artifact's name.
  expect(`redteam-checkpoint-${artifact}-${'0'.repeat(12)}-1000`.length).toBeLessThanOrEqual(256)
})
