import { describe, expect, test } from 'vitest'
import { parseCommand } from './workflow-commands.ts'

describe('the :: grammar', () => {
  test('reads properties and data', () => {
    expect(parseCommand('::error file=a.ts,line=3,title=a%2Cb%3Ac::first%0Asecond %250A')).toEqual({
      name: 'error',
      props: { file: 'a.ts', line: '3', title: 'a,b:c' },
      data: 'first\nsecond %0A',
      at: 0,
      syntax: '::',
    })
  })

  test('starts a line, after white space only', () => {
    expect(parseCommand(' \t\u00a0\u0085::warning::x')).toMatchObject({ name: 'warning', at: 4 })
    expect(parseCommand('| ::warning::x')).toBeUndefined()
    expect(parseCommand('\ufeff::warning::x')).toBeUndefined()
  })

  test('compares names without case, and knows no others', () => {
    expect(parseCommand('::Add-Mask::x')).toMatchObject({ name: 'add-mask', data: 'x' })
    expect(parseCommand('::frobnicate::x')).toBeUndefined()
    expect(parseCommand('::error')).toBeUndefined()
  })
})

describe('the ##[ grammar', () => {
  test('is read at any position', () => {
    expect(parseCommand('the model said ##[set-output name=verdict;x=a%3Bb%5D]pass%0A')).toEqual({
      name: 'set-output',
      props: { name: 'verdict', x: 'a;b]' },
      data: 'pass\n',
      at: 15,
      syntax: '##[',
    })
  })

  test('only the first ##[ of a line counts', () => {
    expect(parseCommand('##[x] ##[error]no')).toBeUndefined()
    expect(parseCommand('##[error no end')).toBeUndefined()
  })

  test('takes over where :: is no command', () => {
    expect(parseCommand('::nothing::##[error]x')).toMatchObject({ syntax: '##[', data: 'x' })
  })
})

test.each([
  ['::error a=::x', {}],
  ['::error =a=b::x', { a: 'b' }],
  ['::error a==b=c::x', { a: 'b=c' }],
  ['::error a=1,,b::x', { a: '1' }],
])('properties of %s', (line, props) => {
  expect(parseCommand(line)?.props).toEqual(props)
})
