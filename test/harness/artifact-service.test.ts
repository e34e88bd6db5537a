import { randomBytes } from 'node:crypto'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { DefaultArtifactClient } from '@actions/artifact'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { type ArtifactService, startArtifactService } from './artifact-service.ts'

// More than one 8 MiB block, and no smaller when zipped.
const big = randomBytes(9 * 1024 * 1024)
const client = new DefaultArtifactClient()
let service: ArtifactService
let dir: string
let files: string[]

beforeAll(async () => {
  service = await startArtifactService()
  dir = mkdtempSync(path.join(tmpdir(), 'artifact-'))
  mkdirSync(path.join(dir, 'transcripts'))
  files = ['report.json', 'transcripts/a b.jsonl', 'big.bin'].map((name) => path.join(dir, name))
  for (const [index, file] of files.entries()) writeFileSync(file, index === 2 ? big : '{"ok":true}\n')
})
afterAll(async () => {
  await service.close()
  rmSync(dir, { recursive: true })
})
beforeEach(() => {
  for (const [name, value] of Object.entries(service.env)) vi.stubEnv(name, value)
  // The client logs to stdout.
  vi.spyOn(process.stdout, 'write').mockReturnValue(true)
  return () => {
    vi.unstubAllEnvs()
    vi.restoreAllMocks()
  }
})

test('upload, list, download', { timeout: 20_000 }, async () => {
  const uploaded = await client.uploadArtifact('report', files, dir, { retentionDays: 91 })
  expect(service.artifacts.get('report')?.finalized).toMatchObject({
    id: uploaded.id,
    size: uploaded.size,
    digest: `sha256:${uploaded.digest}`,
    sizeOk: true,
    hashOk: true,
  })
  const { artifacts } = await client.listArtifacts()
  expect(artifacts.map(({ name, id }) => ({ name, id }))).toEqual([{ name: 'report', id: uploaded.id }])

  const to = path.join(dir, 'downloaded')
  const hash = { expectedHash: `sha256:${uploaded.digest}` }
  const downloaded = await client.downloadArtifact(uploaded.id ?? 0, { path: to, ...hash })
  expect(downloaded.digestMismatch).toBe(false)
  expect(readFileSync(path.join(to, 'big.bin')).equals(big)).toBe(true)
  expect(readFileSync(path.join(to, 'transcripts/a b.jsonl'), 'utf8')).toBe('{"ok":true}\n')

  const zip = await service.download('report')
  expect(zip).toHaveLength(uploaded.size ?? 0)
  expect(zip.subarray(0, 2).toString()).toBe('PK')
})

test('a name can be used once, and the refusal is not retried', async () => {
  await client.uploadArtifact('once', files.slice(0, 1), dir)
  const before = service.calls.length
  await expect(client.uploadArtifact('once', files.slice(0, 1), dir)).rejects.toThrow(/409/)
  expect(service.calls.slice(before)).toEqual(['CreateArtifact'])
})

test('faults: the quota, a cut connection', async () => {
  service.inject({ method: 'CreateArtifact', status: 403, message: 'insufficient usage to create artifact' })
  await expect(client.uploadArtifact('quota', files.slice(0, 1), dir)).rejects.toThrow(/storage quota/)
  service.inject({ method: 'CreateArtifact', drop: true })
  await expect(client.uploadArtifact('cut', files.slice(0, 1), dir)).rejects.toThrow(/ECONNRESET/)
  await client.uploadArtifact('cut', files.slice(0, 1), dir)
})

test('nothing by that name', async () => {
  await expect(service.download('none')).rejects.toThrow('no artifact none')
})
