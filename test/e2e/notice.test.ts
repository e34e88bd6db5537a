import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { projectFolder } from './command-line.ts'

const read = (name: string): string => readFileSync(path.join(projectFolder, name), 'utf8')

test('NOTICE names every font that comes with the project, with the licences they ask for', () => {
  const notice = read('NOTICE')
  for (const font of readdirSync(path.join(projectFolder, 'src/platform/fonts'))) expect(notice).toContain(font)
  for (const words of ['Bitstream Vera', 'Tavmjong Bah', 'SIL OPEN FONT LICENSE Version 1.1', 'dist/licenses.txt'])
    expect(notice).toContain(words)
})

test('dist/ has the licences of the packages in it', () => {
  const licences = read('dist/licenses.txt')
  for (const name of ['@actions/core', 'commander', 'openai', 'pdfkit', 'zod'])
    expect(licences).toMatch(new RegExp(`^${name}$`, 'mu'))
})
