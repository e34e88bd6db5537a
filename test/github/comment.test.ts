import fc from 'fast-check'
import { expect, test } from 'vitest'
import { markerOf } from '../../src/github/comment.ts'

test('a marker is one HTML comment whatever the key, and another for another key', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (a, b) => {
      expect(markerOf(a)).toMatch(/^<!-- redteam-action: [\w./ -]* [0-9a-f]{8} -->$/u)
      expect(markerOf(a).slice(4, -3)).not.toMatch(/--|>/u)
      expect(markerOf(a) === markerOf(b)).toBe(a === b)
    }),
    { examples: [['--> <b>', '--> <i>']] },
  )
})
