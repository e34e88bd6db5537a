import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { temporaryFolder } from '../builders/temporary-folder.ts'
import { startArtifactService } from '../harness/artifact-service.ts'
import { serveDemo } from './command-line.ts'
import { configText } from './config.ts'
import { runOn, type Stage } from './publishing.ts'

let stage: Stage
let gullible: string
const ends: (() => void)[] = []
beforeAll(async () => {
  const endedBy = (end: () => void): void => void ends.push(end)
  const [artifacts, baseUrl, other] = await Promise.all([
    startArtifactService(),
    serveDemo('hardened', { endedBy }),
    serveDemo('gullible', { endedBy }),
  ])
  stage = { artifacts, baseUrl }
  gullible = other
})
afterAll(async () => {
  for (const end of ends) end()
  await stage.artifacts.close()
})

const messages = (all: readonly { readonly message: string }[]): string[] => all.map(({ message }) => message)

describe('several configurations', () => {
  test('come to one comment with a section each, folders and artifacts of their own, and the worst gate', async () => {
    const workspace = await temporaryFolder()
    await mkdir(path.join(workspace, 'red'))
    await writeFile(path.join(workspace, 'red/good.toml'), configText({ baseUrl: stage.baseUrl }))
    await writeFile(path.join(workspace, 'red/bad.toml'), configText({ baseUrl: gullible }))
    const inputs = { config: 'red/*.toml\nred/good.toml', 'artifact-name': 'several' }
    const report = await runOn(stage, { workspace, inputs })
    expect(report).toMatchObject({ exitCode: 1, outputs: { status: 'Finished', gate: 'fail', 'risk-level': 'High' } })
    const each = JSON.parse(report.outputs['results'] ?? '') as Record<string, Record<string, string>>
    expect(Object.entries(each).map(([file, { gate }]) => [file, gate])).toEqual([
      ['red/bad.toml', 'fail'],
      ['red/good.toml', 'pass'],
    ])
    expect(report.outputs['junit-path']?.split('\n')).toEqual(
      ['red-bad', 'red-good'].map((name) => path.join(workspace, 'redteam-results', name, 'junit.xml')),
    )
    expect([...stage.artifacts.artifacts.keys()]).toEqual(
      expect.arrayContaining(['several-red-bad', 'several-red-good']),
    )
    const [comment, ...others] = report.github.state.comments.map((stored) => stored.comment.body)
    expect(others).toEqual([])
    expect(comment).toContain('# ❌ Red team: 1 failed, 1 passed of 2 configurations')
    expect(comment?.match(/^## . Red team (?:passed|failed)/gmu)).toEqual([
      expect.stringContaining('failed'),
      expect.stringContaining('passed'),
    ])
    expect(messages(report.annotations.error).at(-1)).toMatch(/^red\/bad\.toml: The red-team gate failed\./u)
  })

  test('are all checked before anybody is asked', async () => {
    const workspace = await temporaryFolder()
    await writeFile(path.join(workspace, 'wrong.toml'), configText({ baseUrl: 'nowhere', gate: 'fail_on = "Low"' }))
    const report = await runOn(stage, { workspace, inputs: { config: 'redteam.toml, wrong.toml, none.toml' } })
    expect(report).toMatchObject({ exitCode: 2, outputs: { status: 'not run', gate: 'none', results: '{}' } })
    const [error = ''] = messages(report.annotations.error)
    expect(error).toMatch(/wrong\.toml:\d+:\d+ .*none\.toml cannot be read/u)
  })
})
