import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { temporaryFolder } from '../builders/temporary-folder.ts'
import { startArtifactService } from '../harness/artifact-service.ts'
import { serveDemo } from './command-line.ts'
import { runOn, type Stage } from './publishing.ts'
import { unzipped } from './results.ts'

let stage: Stage
const ends: (() => void)[] = []
beforeAll(async () => {
  const endedBy = (end: () => void): void => void ends.push(end)
  const [artifacts, baseUrl] = await Promise.all([startArtifactService(), serveDemo('hardened', { endedBy })])
  stage = { artifacts, baseUrl }
})
afterAll(async () => {
  for (const end of ends) end()
  await stage.artifacts.close()
})

const messages = (all: readonly { readonly message: string }[]): string[] => all.map(({ message }) => message)

describe('shards', () => {
  test('are green without a verdict or a comment, and the merge job has both', async () => {
    const workspace = await temporaryFolder()
    const name = 'sharded'
    const part = await runOn(stage, { workspace, inputs: { shard: '2/2', 'artifact-name': name } })
    expect(part).toMatchObject({ conclusion: 'success', outputs: { status: 'Finished', gate: 'inconclusive' } })
    expect(part.outputs['comment-url']).toBe('')
    expect(part.github.state.comments).toEqual([])
    expect(messages(part.annotations.notice)).toEqual([expect.stringMatching(/shard 2 of 2, which has no verdict/u)])
    await download(`${name}-shard-2-of-2`, path.join(workspace, 'shards/2'))

    const alone = await runOn(stage, { workspace, inputs: { merge: 'shards', 'output-dir': 'merged' } })
    expect(alone).toMatchObject({ exitCode: 2, outputs: { status: 'not run', gate: 'none' } })
    expect(messages(alone.annotations.error)).toEqual([expect.stringMatching(/Shard 1 of 2 is missing/u)])

    await runOn(stage, { workspace, event: 'push', inputs: { shard: '1/2', 'artifact-name': name } })
    await download(`${name}-shard-1-of-2`, path.join(workspace, 'shards/1'))
    const inputs = { merge: 'shards/*', 'output-dir': 'merged', 'artifact-name': name }
    const merged = await runOn(stage, { workspace, inputs, env: { RED_KEY: '' } })
    expect(merged).toMatchObject({ conclusion: 'success', outputs: { status: 'Finished', gate: 'pass' } })
    expect(merged.github.state.comments).toHaveLength(1)
    expect(stage.artifacts.artifacts.get(name)?.finalized).toMatchObject({ sizeOk: true, hashOk: true })
  })
})

async function download(name: string, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true })
  for (const [file, text] of await unzipped(await stage.artifacts.download(name)))
    await writeFile(path.join(folder, file), text)
}
