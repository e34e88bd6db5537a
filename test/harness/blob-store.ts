import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Readable } from 'node:stream'
import {
  BlobSASPermissions,
  BlobServiceClient,
  generateBlobSASQueryParameters,
  StorageSharedKeyCredential,
} from '@azure/storage-blob'

/** Where artifacts' bytes live. */
export interface BlobStore {
  /** A URL that may create and write one blob. */
  readonly signUpload: (key: string) => string
  /** A URL that may read one blob, and serves it as a file of this name and type. */
  readonly signDownload: (key: string, fileName: string, mime: string) => string
  /** Size and digest of what is stored; undefined when nothing is. */
  readonly stat: (key: string) => Promise<{ size: number; sha256: string } | undefined>
  /** The stored bytes; rejects when there are none. */
  readonly read: (key: string) => Promise<Buffer>
  readonly remove: (key: string) => Promise<void>
  readonly close: () => Promise<void>
}

const account = 'artifacts'
const containerName = 'actions-results'
const minute = 60_000

type Azurite = ChildProcessByStdio<null, Readable, Readable>

const launch = (dir: string, key: string): Azurite => {
  const main = createRequire(import.meta.url).resolve('azurite/dist/src/blob/main.js')
  const listen = ['--blobHost', '127.0.0.1', '--blobPort', '0']
  // The artifact client asks for an API version that this Azurite does not know.
  const quiet = ['--inMemoryPersistence', '--silent', '--disableTelemetry', '--skipApiVersionCheck']
  return spawn(process.execPath, [main, ...listen, ...quiet], {
    cwd: dir,
    env: { PATH: process.env['PATH'] ?? '', HOME: dir, AZURITE_ACCOUNTS: `${account}:${key}` },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

const addressOf = (child: Azurite): Promise<string> =>
  new Promise((resolve, reject) => {
    let output = ''
    const look = (chunk: Buffer): void => {
      output += chunk.toString()
      const [, url] = /successfully listens on (http:\S+)\n/.exec(output) ?? []
      if (url !== undefined) resolve(url)
    }
    child.stdout.on('data', look)
    child.stderr.on('data', look)
    child.once('error', reject)
    child.once('exit', () => reject(new Error(`azurite did not start: ${output}`)))
  })

const end = async (child: Azurite): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exit = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGKILL')
  await exit
}

const openContainer = async (base: string, credential: StorageSharedKeyCredential) => {
  const container = new BlobServiceClient(base, credential).getContainerClient(containerName)
  await container.create()
  return container
}

/** Starts Azurite's blob service, in memory, on a free port of 127.0.0.1, under a random account key. */
export const startBlobStore = async (): Promise<BlobStore> => {
  const dir = mkdtempSync(path.join(tmpdir(), 'azurite-'))
  const accountKey = randomBytes(64).toString('base64')
  const child = launch(dir, accountKey)
  const kill = (): void => void child.kill('SIGKILL')
  process.once('exit', kill)
  const close = async (): Promise<void> => {
    await end(child)
    process.off('exit', kill)
    rmSync(dir, { recursive: true, force: true })
  }
  try {
    const base = `${await addressOf(child)}/${account}`
    const credential = new StorageSharedKeyCredential(account, accountKey)
    const container = await openContainer(base, credential)
    const sign = (
      blobName: string,
      permissions: string,
      served: { contentDisposition?: string; contentType?: string } = {},
    ) => {
      const query = generateBlobSASQueryParameters(
        {
          containerName,
          blobName,
          permissions: BlobSASPermissions.parse(permissions),
          startsOn: new Date(Date.now() - minute),
          expiresOn: new Date(Date.now() + 60 * minute),
          ...served,
        },
        credential,
      )
      return `${base}/${containerName}/${blobName}?${query.toString()}`
    }
    const read = (key: string): Promise<Buffer> => container.getBlobClient(key).downloadToBuffer()
    return {
      signUpload: (key) => sign(key, 'cw'),
      signDownload: (key, fileName, mime) => {
        const contentDisposition = `attachment; filename="${encodeURIComponent(fileName)}"`
        return sign(key, 'r', { contentDisposition, contentType: mime })
      },
      stat: async (key) => {
        if (!(await container.getBlobClient(key).exists())) return undefined
        const bytes = await read(key)
        return { size: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') }
      },
      read,
      remove: async (key) => void (await container.getBlobClient(key).deleteIfExists()),
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}
