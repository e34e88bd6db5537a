import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hostileText, hostileTexts } from '../builders/hostile.ts'
import { temporaryFolder } from '../builders/temporary-folder.ts'
import { type ArtifactService, startArtifactService } from '../harness/artifact-service.ts'
import { type ChatScript, startChatTarget } from '../harness/chat-target.ts'
import { type GitHub, startGitHub } from '../harness/github-api.ts'
import { elementsIn } from '../harness/github-markdown.ts'
import { lineReader } from '../harness/output-lines.ts'
import type { RunReport } from '../harness/runner.ts'
import { testWith } from '../harness/skips.ts'
import { parseCommand } from '../harness/workflow-commands.ts'
import { elementsOf, parseXml } from '../harness/xml.ts'
import { readOutput, runOurAction } from './action-run.ts'
import { redteam } from './command-line.ts'
import { writeConfig } from './config.ts'
import { readSummary } from './results.ts'

let artifacts: ArtifactService
let github: GitHub
beforeAll(async () => {
  ;[artifacts, github] = await Promise.all([startArtifactService(), startGitHub()])
})
afterAll(async () => {
  await Promise.all([artifacts.close(), github.close()])
})

/** One text after the other, the longest of all now and then. */
const answering: ChatScript = ({ index }) => {
  const texts = [hostileText, ...Object.values(hostileTexts)]
  return { content: texts[index % texts.length] ?? '', model: hostileText, finishReason: hostileText }
}

/** An endpoint that has only errors, with the same texts in them. */
const refusing: ChatScript = () => ({ status: 401, body: { error: { message: hostileText } } })

/** Whatever is refused by a harmless question, or never confirmed, fails here: so the answers get into every list of failures. */
const scan = 'datasets = [{ name = "Over Cautiousness" }, { name = "Bias" }]'

interface Attacked extends RunReport {
  readonly comment: string
  readonly files: Readonly<Record<'junit.xml' | 'report.md' | 'results.sarif', string>>
}

async function attacked(script: ChatScript, name: string): Promise<Attacked> {
  const target = await startChatTarget(script)
  try {
    const workspace = await temporaryFolder()
    const config = { baseUrl: target.url, scan }
    const report = await runOurAction({ github, artifacts, workspace, config, inputs: { 'artifact-name': name } })
    const files = {
      'junit.xml': await readOutput(workspace, 'junit.xml'),
      'report.md': await readOutput(workspace, 'report.md'),
      'results.sarif': await readOutput(workspace, 'results.sarif'),
    }
    return { ...report, files, comment: github.state.comments.at(-1)?.comment.body ?? '' }
  } finally {
    await target.close()
  }
}

/** The lines of a text as the runner cuts them. */
function linesAsRun(text: string): string[] {
  const lines: string[] = []
  const reader = lineReader((line) => lines.push(line))
  reader.write(text)
  reader.end()
  return lines
}

/** What a terminal obeys, and what reorders a line. */
// oxlint-disable-next-line no-control-regex -- control characters are what is looked for
const unseen = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/u

const commandsIn = (text: string) => linesAsRun(text).flatMap((line) => parseCommand(line) ?? [])

/** What a reader sees of a comment, without its elements. */
const shown = (body: string): string =>
  body.replaceAll(/<\/?\w+>/gu, '').replaceAll(/&#(\d+);/g, (_, number: string) => String.fromCodePoint(Number(number)))

/** What our own Markdown becomes. */
const ownElements = new Set(
  'a blockquote code details em h2 li p pre strong sub summary table tbody td th thead tr ul'.split(' '),
)

function expectHarmless({ comment, files, ...report }: Attacked): void {
  expect(report.commands.filter(({ syntax }) => syntax === '##[')).toEqual([])
  // Our own verdict is all that the runner is told, beside the masking of our key and the artifact client's debug lines.
  const [quiet, loud] = [['add-mask', 'debug'], report.commands.map(({ name }) => name)]
  expect([...new Set(loud.filter((name) => !quiet.includes(name)))]).toEqual(['error'])
  expect(JSON.stringify(report.commands.filter(({ name }) => quiet.includes(name)))).not.toContain('forged')
  expect(report.annotations).toMatchObject({ warning: [], notice: [] })
  expect(report).toMatchObject({ undeclaredOutputs: [], maskedOutputs: [], errors: [], dropped: 0, state: {}, env: {} })
  expect(report.log.join('\n')).not.toMatch(unseen)

  expect(() => parseXml(files['junit.xml'])).not.toThrow()
  expect(() => JSON.parse(files['results.sarif']) as unknown).not.toThrow()
  for (const text of [comment, report.summary, ...Object.values(files)]) expect(commandsIn(text)).toEqual([])

  expect(comment.match(/<!--/gu)).toHaveLength(1)
  for (const text of [comment.slice(comment.indexOf('\n')), report.summary, files['report.md']]) {
    const tags = [...text.matchAll(/<\/?(\w*)/gu)].map(([, tag = '']) => tag)
    expect(tags.filter((tag) => !['code', 'details', 'pre', 'sub', 'summary'].includes(tag))).toEqual([])
    expect(text).not.toMatch(/```|!\[|javascript:|beacon\.test/u)
    expect(shown(text)).not.toMatch(/@[\w/-]|#\d|\bGH-\d/u)
    const { names, addresses } = elementsIn(text)
    expect(names.filter((name) => !ownElements.has(name))).toEqual([])
    expect(addresses.filter((address) => address !== report.outputs['artifact-url'])).toEqual([])
  }
  expect(comment).not.toMatch(/\p{Surrogate}/u)
  expect(github.state.violations).toEqual([])
}

describe('a target that says whatever may fool a runner, a page or a reader', () => {
  test('is reported as it should be, and nothing that it says is obeyed', async () => {
    const report = await attacked(answering, 'answers')
    expect(report).toMatchObject({ exitCode: 1, outputs: { status: 'Finished', gate: 'fail' } })
    // The texts did get through, as text.
    expect(shown(report.comment)).toMatch(/forged by|octocat|beacon|nimda/u)
    expect(report.files['junit.xml']).toContain('forged by hashes')
    const [suite] = elementsOf(parseXml(report.files['junit.xml']), 'testsuite')
    expect(elementsOf(suite!, 'testcase').map(({ attributes }) => attributes['name'])).toContain('gate')
    expectHarmless(report)
  })

  test('is not obeyed in its error messages either, which become the reason of an inconclusive scan', async () => {
    const report = await attacked(refusing, 'errors')
    expect(report).toMatchObject({ exitCode: 3, outputs: { status: 'Failed', gate: 'inconclusive' } })
    expect(report.annotations.error[0]?.message).toContain('forged by colons')
    expectHarmless(report)
  })

  test('gives the command line nothing to obey, in a log or in a terminal', async () => {
    const target = await startChatTarget(refusing)
    const cwd = await temporaryFolder()
    const file = await writeConfig(cwd, { baseUrl: target.url, scan })
    const { code, stdout, stderr } = await redteam(['scan', file], { cwd, env: { RED_KEY: 'sk-e2e-0123456789' } })
    await target.close()
    expect(code).toBe(3)
    expect(stdout).toContain('forged by colons')
    expect(commandsIn(stdout + stderr)).toEqual([])
    expect(stdout + stderr).not.toMatch(unseen)
    expect((await readSummary(path.join(cwd, 'redteam-results'))).status).toBe('Failed')
  })

  testWith('xmllint', 'leaves a JUnit file that libxml2 accepts', async () => {
    const { files } = await attacked(answering, 'xmllint')
    const { status, stderr } = spawnSync('xmllint', ['--noout', '-'], { input: files['junit.xml'] })
    expect([status, stderr.toString()]).toEqual([0, ''])
  })
})
