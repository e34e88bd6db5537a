import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { maskOf, spellingsOf } from '../../src/core/secrets.ts'

// Asterisks are left out: `***` stands where a secret was, and a secret of asterisks would find itself there.
const secret = fc.string({ unit: 'grapheme', minLength: 6, maxLength: 20 }).filter((text) => !text.includes('*'))

describe('maskOf', () => {
  test.each([
    ['as it stands', 'Your key is sk-a"b/c+1, keep it.', 'Your key is ***, keep it.'],
    ['URL-encoded', 'GET /?key=sk-a%22b%2Fc%2B1&x=1', 'GET /?key=***&x=1'],
    ['JSON-escaped', '{"key":"sk-a\\"b/c+1"}', '{"key":"***"}'],
    ['base64-encoded', 'Basic c2stYSJiL2MrMQ== it is', 'Basic *** it is'],
    ['base64-encoded without padding', 'c2stYSJiL2MrMQ.sig', '***.sig'],
    ['more than once', 'sk-a"b/c+1 and sk-a"b/c+1', '*** and ***'],
  ])('takes a secret out %s', (_, text, masked) => {
    expect(maskOf(['sk-a"b/c+1'])(text)).toBe(masked)
  })

  test('takes the longer of two secrets out whole, whatever their order', () => {
    const text = 'secret-1 and secret-1-long'
    expect(maskOf(['secret-1', 'secret-1-long'])(text)).toBe('*** and ***')
    expect(maskOf(['secret-1-long', 'secret-1'])(text)).toBe('*** and ***')
  })

  test('does not black out ordinary words because of a short secret', () => {
    expect(maskOf(['demo', ''])('this demo is a demonstration')).toBe('this demo is a demonstration')
    expect(maskOf(['123456'])('at 123456')).toBe('at ***')
  })

  test('takes a secret literally, not as a pattern', () => {
    expect(maskOf(['a.c+[d]'])('a.c+[d] abcc[d]')).toBe('*** abcc[d]')
    expect(maskOf(['money$&$1'])('x money$&$1 x')).toBe('x *** x')
  })

  test('leaves no spelling of any secret in any text', () => {
    fc.assert(
      fc.property(
        fc.array(secret, { minLength: 1, maxLength: 3 }),
        fc.array(fc.tuple(fc.string({ unit: 'grapheme' }), fc.nat())),
        (secrets, pieces) => {
          const spellings = secrets.flatMap(spellingsOf)
          const text = pieces.map(([between, n]) => between + (spellings[n % spellings.length] ?? '')).join('')
          const masked = maskOf(secrets)(text)
          for (const spelling of spellings) expect(masked).not.toContain(spelling)
        },
      ),
      { numRuns: 300 },
    )
  })

  test('leaves a text without secrets alone', () => {
    fc.assert(
      fc.property(secret, fc.string({ unit: 'grapheme' }), (value, text) => {
        fc.pre(!spellingsOf(value).some((spelling) => text.includes(spelling)))
        expect(maskOf([value])(text)).toBe(text)
      }),
    )
  })
})

test('the base64 of a secret is the one Node makes', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      const encoded = Buffer.from(text, 'utf8').toString('base64')
      expect(spellingsOf(text)).toEqual([
        text,
        encodeURIComponent(text),
        JSON.stringify(text).slice(1, -1),
        encoded,
        encoded.replaceAll('=', ''),
      ])
    }),
  )
})
