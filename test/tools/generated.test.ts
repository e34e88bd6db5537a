import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { generated } from '../../tools/generated.ts'
import { projectFolder } from '../e2e/command-line.ts'

test.each(Object.entries(generated))('%s is what the sources say; if not: npm run generate', async (path, make) => {
  expect(await make()).toBe(await readFile(`${projectFolder}/${path}`, 'utf8'))
})
