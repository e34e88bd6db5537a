import { gzipSync } from 'node:zlib'
import type { getOctokit } from '@actions/github'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { type GitHub, startGitHub } from './github-api.ts'

const marker = '<!-- sticky -->'
const note = { path: 'a', start_line: 1, end_line: 1, annotation_level: 'warning' as const, message: 'm' }
const repo = { owner: 'o', repo: 'r' }

describe('startGitHub', () => {
  let github: GitHub
  let octokit: ReturnType<typeof getOctokit>

  beforeAll(async () => {
    github = await startGitHub()
    // @actions/github reads it on import.
    vi.stubEnv('GITHUB_API_URL', github.url)
    octokit = (await import('@actions/github')).getOctokit(github.token)
  })
  afterAll(async () => {
    vi.unstubAllEnvs()
    await github.close()
  })

  const comment = (body: string) => octokit.rest.issues.createComment({ ...repo, issue_number: 7, body })

  const stick = async (text: string): Promise<number> => {
    const body = `${marker}\n${text}`
    const all = await octokit.paginate(octokit.rest.issues.listComments, { ...repo, issue_number: 7, per_page: 100 })
    const mine = all.find((one) => one.body?.startsWith(marker) === true && one.user?.login === 'github-actions[bot]')
    if (mine) await octokit.rest.issues.updateComment({ ...repo, comment_id: mine.id, body })
    return mine?.id ?? (await comment(body)).data.id
  }

  test('a sticky comment past page 1 is edited in place, and a forged one is not', async () => {
    for (let index = 0; index < 250; index += 1) github.addComment(7, `comment ${index}`, 'someone')
    github.addComment(7, `${marker}\nforged`, 'mallory')
    const id = await stick('first')
    expect(await stick('second')).toBe(id)
    const sticky = github.state.comments.map((stored) => stored.comment.body).filter((body) => body.startsWith(marker))
    expect(sticky).toEqual([`${marker}\nforged`, `${marker}\nsecond`])
    expect(github.state.calls.filter(({ op }) => op === 'issues/list-comments')).toHaveLength(6)
  })

  test('65,536 characters fit, however many bytes they take; one more does not', async () => {
    expect((await comment('😀'.repeat(65_536))).status).toBe(201)
    await expect(comment('x'.repeat(65_537))).rejects.toMatchObject({
      status: 422,
      message: expect.stringContaining('Body is too long') as string,
    })
  })

  test('a read-only token is refused', async () => {
    const { permissions } = github.state
    github.state.permissions = { issues: 'read', 'pull-requests': 'read' }
    await expect(comment('x')).rejects.toMatchObject({
      status: 403,
      message: expect.stringContaining('Resource not accessible by integration') as string,
    })
    github.state.permissions = permissions
  })

  test('faults come once, as injected', async () => {
    const op = 'issues/create-comment'
    github.inject({ op, status: 403, message: 'secondary rate limit', headers: { 'retry-after': '1' } })
    await expect(comment('x')).rejects.toMatchObject({ status: 403, response: { headers: { 'retry-after': '1' } } })
    github.inject({ op, drop: true })
    await expect(comment('x')).rejects.toMatchObject({ status: 500 })
    expect((await comment('x')).status).toBe(201)
  })

  test('a check run collects the annotations of its requests', async () => {
    const output = (count: number) => ({
      title: 't',
      summary: 's',
      annotations: Array.from({ length: count }, () => note),
    })
    const run = { ...repo, name: 'scan', head_sha: 'a'.repeat(40) }
    const { data } = await octokit.rest.checks.create({ ...run, output: output(50) })
    await octokit.rest.checks.update({ ...repo, check_run_id: data.id, output: output(3) })
    expect(github.state.checks[0]?.output?.annotations).toHaveLength(53)
  })

  test('SARIF is unpacked', async () => {
    const sarif = gzipSync(JSON.stringify({ version: '2.1.0', runs: [] })).toString('base64')
    const upload = { ...repo, commit_sha: 'a'.repeat(40), ref: 'refs/pull/7/merge', sarif }
    expect((await octokit.rest.codeScanning.uploadSarif(upload)).status).toBe(202)
    expect(github.state.sarifs[0]?.sarif).toEqual({ version: '2.1.0', runs: [] })
  })

  test('all of the above fits the description, and what does not is noticed', async () => {
    expect(github.state.violations).toEqual([])
    const annotations = Array.from({ length: 51 }, () => note)
    const tooMany = {
      ...repo,
      name: 'scan',
      head_sha: 'a'.repeat(40),
      output: { title: 't', summary: 's', annotations },
    }
    await expect(octokit.rest.checks.create(tooMany)).rejects.toMatchObject({ status: 422 })
    const wrong = { commit_sha: 'short', ref: 'main', sarif: 1, boddy: 1 }
    await expect(octokit.request('POST /repos/o/r/code-scanning/sarifs', wrong)).rejects.toMatchObject({ status: 422 })
    await expect(octokit.request('GET /repos/o/r/secrets')).rejects.toMatchObject({ status: 404 })
    expect(github.state.violations.map(({ message }) => message)).toEqual([
      'body/output/annotations must NOT have more than 50 items',
      'body field boddy is not described',
      'body must NOT have additional properties',
      'body/commit_sha must NOT have fewer than 40 characters',
      expect.stringContaining('body/commit_sha must match pattern'),
      expect.stringContaining('body/ref must match pattern'),
      'body/sarif must be string',
      'no such operation in the description',
    ])
  })
})
