import { randomUUID } from 'node:crypto'
import { gunzipSync } from 'node:zlib'
import { denied, type GitHubState, type Operations, refusal } from './github-state.ts'

const compressedLimit = 10 * 1024 * 1024

interface Upload {
  readonly sarif: string
  readonly ref: string
  readonly commit_sha: string
}

const attempt = <T>(make: () => T): T | undefined => {
  try {
    return make()
  } catch {
    return undefined
  }
}

/** The SARIF calls over `state`: uploads must be JSON, gzipped, in base64, and no more than 10 MB compressed. */
export const createCodeScanning = (state: GitHubState): Operations => ({
  'code-scanning/upload-sarif': ({ body, origin, params }) => {
    const upload = body as Upload
    const compressed = Buffer.from(upload.sarif, 'base64')
    const refused = denied(state, 'security-events')
    if (refused) return refused
    if (compressed.length > compressedLimit) return refusal(413, 'Payload too large')
    const text = attempt(() => gunzipSync(compressed).toString())
    if (text === undefined) return refusal(422, 'sarif must be gzip compressed and base64 encoded')
    const sarif = attempt(() => JSON.parse(text) as unknown)
    if (sarif === undefined) return refusal(422, 'Invalid SARIF. JSON syntax error')
    const id = randomUUID()
    state.sarifs.push({ id, ref: upload.ref, commit: upload.commit_sha, sarif })
    const url = `${origin}/repos/${params['owner']}/${params['repo']}/code-scanning/sarifs/${id}`
    return { status: 202, body: { id, url } }
  },
  'code-scanning/get-sarif': ({ origin, params }) =>
    state.sarifs.some(({ id }) => id === params['sarif_id'])
      ? { status: 200, body: { processing_status: 'complete', analyses_url: `${origin}/analyses`, errors: null } }
      : refusal(404, 'Not Found'),
})
