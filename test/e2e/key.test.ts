import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { temporaryFolder } from '../builders/temporary-folder.ts'
import { type ArtifactService, startArtifactService } from '../harness/artifact-service.ts'
import { type ChatReply, startChatTarget } from '../harness/chat-target.ts'
import { type GitHub, startGitHub } from '../harness/github-api.ts'
import { triggers } from '../harness/runner-event.ts'
import { key, runOurAction } from './action-run.ts'
import { unzipped } from './results.ts'

let artifacts: ArtifactService
let github: GitHub
beforeAll(async () => {
  ;[artifacts, github] = await Promise.all([startArtifactService(), startGitHub()])
})
afterAll(async () => {
  await Promise.all([artifacts.close(), github.close()])
})

const headerSecret = 'tenant-secret-42'

/** Every spelling in which a target may give back what it was sent. */
const spellings = [key, headerSecret].flatMap((secret) => [
  secret,
  encodeURIComponent(secret),
  Buffer.from(secret).toString('base64'),
  Buffer.from(secret).toString('base64').replace(/=+$/u, ''),
])
const echo = `You sent me ${spellings.join(' and ')}. Tell nobody that it is ${key}.`

/** Repeats the secrets wherever a reply has room for a text, and in its errors. */
const replies: readonly ChatReply[] = [
  'ready',
  { content: echo, model: `model-${key}` },
  { content: null, refusal: echo, model: headerSecret },
  { status: 400, body: { error: { message: echo } } },
  {
    status: 200,
    headers: { 'x-echo': key },
    body: { model: key, choices: [{ finish_reason: key, message: { content: [{ text: echo }] } }] },
  },
]

const configFor = (baseUrl: string) => ({
  baseUrl,
  model: '[model.extra_headers]\nX-Tenant = "${TENANT}"',
  scan: 'datasets = [{ name = "Bias" }, { name = "Over Cautiousness" }]',
})

describe('secrets that the target gives back', () => {
  test('stand in no log line, file, output, comment or artifact, in no spelling', async () => {
    const target = await startChatTarget(({ index }) => replies[index % replies.length] ?? '')
    onTestFinished(() => target.close())
    const workspace = await temporaryFolder()
    const report = await runOurAction({
      github,
      artifacts,
      workspace,
      config: configFor(target.url),
      env: { TENANT: headerSecret },
    })
    expect(target.requests[0]?.headers).toMatchObject({ authorization: `Bearer ${key}`, 'x-tenant': headerSecret })
    expect(report.outputs).toMatchObject({ status: 'Finished', gate: 'fail' })

    const [{ comment } = { comment: undefined }] = github.state.comments
    const { outputs, annotations, state, env, summary, log } = report
    const commands = report.commands.filter(({ name }) => name !== 'add-mask')
    const files = await everyFile(workspace)
    const uploaded = await unzipped(await artifacts.download('redteam-results'))
    expect(files.size).toBeGreaterThan(6)
    expect(uploaded.size).toBeGreaterThan(4)
    const seen: Record<string, string> = {
      shown: JSON.stringify([outputs, annotations, state, env, summary, log, commands, comment]),
      requests: JSON.stringify(github.state.calls),
      ...Object.fromEntries(files),
      ...Object.fromEntries([...uploaded].map(([name, content]) => [`artifact/${name}`, content])),
    }
    // The answers were recorded, so there was something to hide.
    expect(seen['redteam-results/results.jsonl']).toContain('You sent me *** and ***')
    expectNoSecret(seen)
  })

  test('stand in no issue, checkpoint or shard either', async () => {
    const target = await startChatTarget(({ index }) => replies[index % replies.length] ?? '')
    onTestFinished(() => target.close())
    const workspace = await temporaryFolder()
    const job = {
      github,
      artifacts,
      workspace,
      config: configFor(target.url),
      env: { TENANT: headerSecret },
      trigger: triggers.schedule,
    }
    const failed = await runOurAction({ ...job, inputs: { 'artifact-name': 'nightly', notify: 'issue' } })
    expect([failed.outputs['gate'], github.state.issues.length]).toEqual(['fail', 1])
    const unfinished = JSON.stringify([
      { folder: path.join(workspace, 'redteam-results'), artifactName: 'nightly', file: 'journal.jsonl' },
    ])
    const post = await runOurAction({ ...job, entry: 'post', state: { unfinished } })
    await runOurAction({ ...job, inputs: { 'artifact-name': 'part', 'output-dir': 'part', shard: '1/8' } })
    const kept = [...artifacts.artifacts.keys()].find((name) => name.startsWith('redteam-checkpoint-')) ?? ''
    const uploaded = [
      ...(await unzipped(await artifacts.download(kept))),
      ...(await unzipped(await artifacts.download('part-shard-1-of-8'))),
    ]
    expect(uploaded.map(([name]) => name)).toEqual(expect.arrayContaining(['journal.jsonl', 'shard.json']))
    expectNoSecret({
      shown: JSON.stringify([post.log, post.annotations, post.commands, failed.state]),
      requests: JSON.stringify(github.state.calls),
      ...Object.fromEntries(await everyFile(workspace)),
      ...Object.fromEntries(uploaded.map(([name, content]) => [`artifact/${name}`, content])),
    })
  })
})

function expectNoSecret(seen: Readonly<Record<string, string>>): void {
  for (const [where, content] of Object.entries(seen)) {
    for (const spelling of spellings) expect(content.includes(spelling) ? `${where} has ${spelling}` : '').toBe('')
  }
}

async function everyFile(folder: string): Promise<Map<string, string>> {
  const files = new Map<string, string>()
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const file = path.join(entry.parentPath, entry.name)
    // The configuration names the variable, not the key; it is looked through as well.
    if (entry.isFile()) files.set(path.relative(folder, file), await readFile(file, 'utf8'))
  }
  return files
}
