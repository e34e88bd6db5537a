import { createHash } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import type { BlobStore } from './blob-store.ts'
import { createFaultQueue, type Fault } from './fault-queue.ts'
import { sendJson, startLoopback } from './loopback.ts'
import type { RuntimeToken } from './runtime-token.ts'

const prefix = '/twirp/github.actions.results.api.v1.ArtifactService/'

/** The calls that the artifact client makes. */
type ArtifactMethod =
  | 'CreateArtifact'
  | 'FinalizeArtifact'
  | 'ListArtifacts'
  | 'GetSignedArtifactURL'
  | 'DeleteArtifact'

/** An artifact of the run, as the service knows it. */
interface ArtifactRecord {
  readonly name: string
  /** Where its bytes are in the blob store. */
  readonly key: string
  readonly mime: string
  readonly createdAt: string
  readonly expiresAt: string | undefined
  /** Undefined until the client has finalized it. */
  readonly finalized: FinalizedArtifact | undefined
}

/** What finalizing adds to an artifact. */
interface FinalizedArtifact {
  readonly id: number
  readonly size: number
  readonly digest: string
  /** Whether the size and digest that the client claimed are those of the stored bytes. */
  readonly sizeOk: boolean
  readonly hashOk: boolean
}

/** A failure for one method of the service. */
interface ArtifactFault extends Fault {
  readonly method: ArtifactMethod
  readonly delayMs?: number
}

/** A stand-in for GitHub's Results service. */
export interface ResultsService {
  /** For `ACTIONS_RESULTS_URL`. */
  readonly url: string
  /** By name, in order of creation. */
  readonly artifacts: ReadonlyMap<string, ArtifactRecord>
  /** The methods called, refused calls included. */
  readonly calls: readonly string[]
  readonly inject: (fault: ArtifactFault) => void
  readonly close: () => Promise<void>
}

class TwirpError extends Error {
  readonly status: number
  readonly code: string

  constructor(status: number, code: string, message: string) {
    super(message)
    this.status = status
    this.code = code
  }
}

// Twirp JSON: snake case, wrapper types as bare strings, 64-bit integers as strings.
interface Query {
  readonly workflow_run_backend_id?: string
  readonly workflow_job_run_backend_id?: string
  readonly name?: string
  readonly mime_type?: string
  readonly expires_at?: string
  readonly size?: string
  readonly hash?: string
  readonly name_filter?: string
  readonly id_filter?: string
}

type Methods = Readonly<Record<ArtifactMethod, (query: Query) => Promise<object>>>

const createMethods = (
  artifacts: Map<string, ArtifactRecord>,
  store: BlobStore,
  { run, job }: RuntimeToken,
): Methods => {
  let nextId = 1000

  const existing = (query: Query): ArtifactRecord => {
    const artifact = artifacts.get(query.name ?? '')
    if (!artifact) throw new TwirpError(404, 'not_found', 'artifact not found')
    return artifact
  }

  const listed = (artifact: ArtifactRecord): object => ({
    workflow_run_backend_id: run,
    workflow_job_run_backend_id: job,
    database_id: String(artifact.finalized?.id),
    name: artifact.name,
    size: String(artifact.finalized?.size),
    created_at: artifact.createdAt,
    digest: artifact.finalized?.digest,
  })

  return {
    CreateArtifact: async ({ name, mime_type: mime = 'application/zip', expires_at: expiresAt }) => {
      if (name === undefined || name === '') throw new TwirpError(400, 'invalid_argument', 'name is required')
      if (name.length > 256)
        throw new TwirpError(
          400,
          'invalid_argument',
          'name invalid length for artifact name: must be between 1 and 256 characters',
        )
      // A name is taken for the whole run, even when the upload never ends.
      if (artifacts.has(name)) {
        throw new TwirpError(409, 'already_exists', 'an artifact with this name already exists on the workflow run')
      }
      const extension = mime === 'application/zip' ? '.zip' : ''
      const key = `${run}/${job}/artifacts/${createHash('sha256').update(name).digest('hex')}${extension}`
      artifacts.set(name, { name, key, mime, expiresAt, createdAt: new Date().toISOString(), finalized: undefined })
      return { ok: true, signed_upload_url: store.signUpload(key) }
    },
    FinalizeArtifact: async (query) => {
      const artifact = existing(query)
      if (artifact.finalized) throw new TwirpError(409, 'already_exists', 'artifact already finalized')
      const stored = await store.stat(artifact.key)
      if (!stored) throw new TwirpError(412, 'failed_precondition', 'no blob was uploaded for this artifact')
      const digest = `sha256:${stored.sha256}`
      const checks = { sizeOk: query.size === String(stored.size), hashOk: query.hash === digest }
      const finalized = { id: nextId++, size: stored.size, digest, ...checks }
      artifacts.set(artifact.name, { ...artifact, finalized })
      return { ok: true, artifact_id: String(finalized.id) }
    },
    ListArtifacts: async ({ name_filter: name, id_filter: id }) => {
      const matches = [...artifacts.values()].filter(
        (artifact) =>
          artifact.finalized &&
          (name === undefined || artifact.name === name) &&
          (id === undefined || String(artifact.finalized.id) === id),
      )
      return { artifacts: matches.map(listed) }
    },
    GetSignedArtifactURL: async (query) => {
      const artifact = existing(query)
      if (!artifact.finalized) throw new TwirpError(404, 'not_found', 'artifact not found')
      const fileName = artifact.mime === 'application/zip' ? `${artifact.name}.zip` : artifact.name
      return { signed_url: store.signDownload(artifact.key, fileName, artifact.mime) }
    },
    DeleteArtifact: async (query) => {
      const artifact = existing(query)
      artifacts.delete(artifact.name)
      await store.remove(artifact.key)
      return { ok: true, artifact_id: String(artifact.finalized?.id ?? 0) }
    },
  }
}

const parseQuery = (request: IncomingMessage, body: Buffer, identity: RuntimeToken): Query => {
  if (request.headers.authorization !== `Bearer ${identity.token}`) {
    throw new TwirpError(401, 'unauthenticated', 'bad runtime token')
  }
  if (request.headers['content-type']?.startsWith('application/json') !== true) {
    throw new TwirpError(400, 'malformed', 'expected a JSON body')
  }
  const query = JSON.parse(body.toString()) as Query
  if (query.workflow_run_backend_id !== identity.run || query.workflow_job_run_backend_id !== identity.job) {
    throw new TwirpError(403, 'permission_denied', 'backend ids do not match the token')
  }
  return query
}

/**
 * Serves the five artifact calls (Twirp over JSON) with the rules that matter to an action: only the runtime token gets
 * in, a name can be used once in a run, and what the client claims is checked against the stored bytes.
 */
export const startResultsService = async (store: BlobStore, identity: RuntimeToken): Promise<ResultsService> => {
  const artifacts = new Map<string, ArtifactRecord>()
  const calls: string[] = []
  const faults = createFaultQueue<ArtifactFault>((fault) => fault.method)
  const methods = createMethods(artifacts, store, identity)

  const isMethod = (name: string): name is ArtifactMethod => Object.hasOwn(methods, name)

  const run = async (method: string, request: IncomingMessage, body: Buffer): Promise<object> => {
    if (request.method !== 'POST' || !isMethod(method))
      throw new TwirpError(404, 'bad_route', `no handler for ${method}`)
    return await methods[method](parseQuery(request, body, identity))
  }

  const server = await startLoopback(async (request, body, response) => {
    const path = request.url ?? ''
    const method = path.startsWith(prefix) ? path.slice(prefix.length) : path
    calls.push(method)
    const fault = faults.take(method)
    if (fault?.delayMs !== undefined) await wait(fault.delayMs, undefined, { ref: false })
    if (fault?.drop === true) {
      response.destroy()
      return
    }
    try {
      if (fault?.status !== undefined) throw new TwirpError(fault.status, 'injected', fault.message ?? 'injected fault')
      sendJson(response, 200, await run(method, request, body))
    } catch (error) {
      const { status, code } = error instanceof TwirpError ? error : { status: 500, code: 'internal' }
      const msg = error instanceof Error ? error.message : String(error)
      sendJson(response, status, { code, msg }, fault?.headers)
    }
  })
  return { url: `${server.url}/`, artifacts, calls, inject: faults.inject, close: server.close }
}
