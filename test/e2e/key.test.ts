import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { temporaryFolder } from '../builders/temporary-folder.ts'
import { type ArtifactService, startArtifactService } from '../harness/artifact-service.ts'
import { type ChatReply, startChatTarget } from '../harness/chat-target.ts'
import { type GitHub, startGitHub } from '../harness/github-api.ts'
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

describe('secrets that the target gives back', () => {
  test('stand in no log line, file, output, comment or artifact, in no spelling', async () => {
    const target = await startChatTarget(({ index }) => replies[index % replies.length] ?? '')
    onTestFinished(() => target.close())
    const workspace = await temporaryFolder()
    const report = await runOurAction({
      github,
      artifacts,
      workspace,
      config: {
        baseUrl: target.url,
        model: '[model.extra_headers]\nX-Tenant = "${TENANT}"',
        scan: 'datasets = [{ name = "Bias" }, { name = "Over Cautiousness" }]',
      },
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
    for (const [where, content] of Object.entries(seen)) {
      for (const spelling of spellings) expect(content.includes(spelling) ? `${where} has ${spelling}` : '').toBe('')
    }
  })
})

async function everyFile(folder: string): Promise<Map<string, string>> {
  const files = new Map<string, string>()
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const file = path.join(entry.parentPath, entry.name)
    // The configuration names the variable, not the key; it is looked through as well.
    if (entry.isFile()) files.set(path.relative(folder, file), await readFile(file, 'utf8'))
  }
  return files
}
