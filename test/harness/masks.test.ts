import { expect, test } from 'vitest'
import { createMasks } from './masks.ts'

test('overlapping and touching stretches become one', () => {
  const masks = createMasks(['abc', 'cd', 'ef'])
  expect(masks.apply('1abcd2abcdef3cd ef')).toBe('1***2***3*** ***')
})

test('each line of a value is masked, blank values are not', () => {
  const masks = createMasks(['', ' ', 'one\r\ntwo'])
  expect(masks.apply('one, two and three')).toBe('***, *** and three')
})
