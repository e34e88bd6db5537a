import { execFile, execFileSync } from 'node:child_process'
import { cp, mkdir, readFile, symlink, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { beforeAll, expect, test } from 'vitest'
import { temporaryFolder } from '../builders/temporary-folder.ts'
import { projectFolder, serveDemo } from './command-line.ts'
import { writeConfig } from './config.ts'
import { complaintsOf, filesIn } from './package.ts'

// What npm does before it packs.
beforeAll(() => void execFileSync('npm', ['run', '-s', 'build:lib'], { cwd: projectFolder }))

test('publint finds nothing wrong with the package as it is built', async () => {
  expect(await complaintsOf([...(await filesIn('dist')), ...(await filesIn('lib'))])).toEqual([])
})

test('the example of the documentation runs in a project that has the package installed', async () => {
  const cwd = await temporaryFolder()
  const installed = path.join(cwd, 'node_modules/redteam-action')
  await mkdir(installed, { recursive: true })
  for (const part of ['lib', 'dist', 'package.json'])
    await cp(path.join(projectFolder, part), path.join(installed, part), { recursive: true })
  await symlink(path.join(projectFolder, 'node_modules'), path.join(installed, 'node_modules'))
  await writeConfig(cwd, {
    baseUrl: await serveDemo('gullible'),
    key: 'any',
    gate: 'fail_on = "none"\nmin_avg_score = 99',
  })
  const docs = await readFile(path.join(projectFolder, 'src/index.ts'), 'utf8')
  const [, example = ''] = /```ts\n([\s\S]*?) \* ```/u.exec(docs) ?? []
  await writeFile(path.join(cwd, 'example.mjs'), example.replaceAll(/^ \* ?/gmu, ''))
  const run = promisify(execFile)(process.execPath, ['example.mjs'], { cwd })
  await expect(run).rejects.toMatchObject({ code: 1, stdout: expect.stringMatching(/^bias\//u) as string })
})
