import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, test } from 'vitest'
import { projectFolder } from './command-line.ts'
import { complaintsOf, filesIn, type PackedFile } from './package.ts'

/** The entries of lib/ as `npm run build:lib` makes them out of the files that tsconfig.lib.json names. */
async function libraryEntries(): Promise<PackedFile[]> {
  const text = await readFile(path.join(projectFolder, 'tsconfig.lib.json'), 'utf8')
  const { files } = JSON.parse(text) as { readonly files: readonly string[] }
  const sources = files.filter((file) => file.startsWith('src/'))
  return sources.flatMap((file) => {
    const name = file.replace('src/', 'lib/').replace(/\.ts$/u, '')
    const data = new TextEncoder().encode('export {}\n')
    return ['.js', '.d.ts'].map((ending) => ({ name: name + ending, data }))
  })
}

test('publint finds nothing wrong with the package', async () => {
  expect(await complaintsOf([...(await filesIn('dist')), ...(await libraryEntries())])).toEqual([])
})

test('publint is asked in a way that it would: a package without its library is refused', async () => {
  expect((await complaintsOf(await filesIn('dist'))).join()).toContain('lib/index.js')
})
