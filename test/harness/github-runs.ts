import { buffer } from 'node:stream/consumers'
import yazl from 'yazl'
import { type GitHubState, type Operations, readable, refusal } from './github-state.ts'
import { readFillers } from './openapi-filler.ts'

/** A run of the workflow that is tested, unless `workflow` says otherwise. */
export interface StoredRun {
  readonly id: number
  readonly workflow: string
  readonly branch: string
  readonly event: string
  /** Null while it is under way. */
  readonly conclusion: string | null
  /** Whose commit it ran on. */
  readonly repository: string
  readonly commit: string
  readonly artifacts: StoredArtifact[]
}

interface StoredArtifact {
  readonly id: number
  readonly name: string
  readonly zip: Buffer
  readonly expired: boolean
}

/** Puts a run behind all that are there: it is newer. */
export type AddRun = (run?: Partial<Omit<StoredRun, 'id' | 'artifacts'>> & { readonly id?: number }) => StoredRun
/** Stores an artifact of a run: a ZIP as it is, or texts by their file names. */
export type AddArtifact = (
  run: StoredRun,
  name: string,
  content: Buffer | Readonly<Record<string, string>>,
  expired?: boolean,
) => Promise<void>

const zipOf = async (files: Readonly<Record<string, string>>): Promise<Buffer> => {
  const zip = new yazl.ZipFile()
  for (const [name, text] of Object.entries(files)) zip.addBuffer(Buffer.from(text), name)
  zip.end()
  return await buffer(zip.outputStream)
}

/** The calls about runs and their artifacts over `state`, and the ways for a test to put some there. */
export const createRuns = (
  state: GitHubState,
  nextId: () => number,
): { operations: Operations; addRun: AddRun; addArtifact: AddArtifact; blob: (path: string) => Buffer | undefined } => {
  const filler = readFillers()
  const addRun: AddRun = (run = {}) => {
    const stored = {
      id: nextId() + 1000,
      workflow: 'ci.yml',
      branch: 'main',
      event: 'push',
      conclusion: 'success',
      repository: 'o/r',
      commit: 'e'.repeat(40),
      artifacts: [],
      ...run,
    }
    state.runs.push(stored)
    return stored
  }
  const addArtifact: AddArtifact = async (run, name, content, expired = false) => {
    const zip = Buffer.isBuffer(content) ? content : await zipOf(content)
    run.artifacts.push({ id: nextId() + 5000, name, zip, expired })
  }
  const artifacts = (): readonly StoredArtifact[] => state.runs.flatMap((run) => run.artifacts)
  const mayRead = () => readable(state, 'actions')
  const shown = ({ id, branch, event, conclusion, repository, commit }: StoredRun) => ({
    ...filler('workflow-run'),
    id,
    head_branch: branch,
    head_sha: commit,
    event,
    status: conclusion === null ? 'in_progress' : 'completed',
    conclusion,
    head_repository: { ...filler('minimal-repository'), full_name: repository },
    repository: { ...filler('minimal-repository'), full_name: 'o/r' },
  })

  const operations: Operations = {
    'actions/list-workflow-runs': ({ params, query }) => {
      const { branch, status, per_page: perPage = '30', page = '1' } = query
      const found = state.runs
        .filter(({ workflow }) => workflow === params['workflow_id'])
        .filter((run) => branch === undefined || run.branch === branch)
        .filter(
          ({ conclusion }) =>
            status === undefined || (status === 'completed' ? conclusion !== null : conclusion === status),
        )
        .toReversed()
      const start = (Number(page) - 1) * Number(perPage)
      const body = { total_count: found.length, workflow_runs: found.slice(start, start + Number(perPage)).map(shown) }
      return mayRead() ?? { status: 200, body }
    },
    'actions/list-workflow-run-artifacts': ({ params, query }) => {
      const run = state.runs.find(({ id }) => id === Number(params['run_id']))
      if (!run) return mayRead() ?? refusal(404, 'Not Found')
      const found = run.artifacts
        .filter(({ name }) => query['name'] === undefined || name === query['name'])
        .map(({ id, name, zip, expired }) => ({
          ...filler('artifact'),
          id,
          name,
          expired,
          size_in_bytes: zip.length,
          expires_at: null,
        }))
      return mayRead() ?? { status: 200, body: { total_count: found.length, artifacts: found } }
    },
    'actions/download-artifact': ({ origin, params }) => {
      const found = artifacts().find(({ id }) => id === Number(params['artifact_id']))
      if (!found) return mayRead() ?? refusal(404, 'Not Found')
      if (found.expired) return refusal(410, 'Artifact has expired')
      return mayRead() ?? { status: 302, headers: { location: `${origin}/_blobs/${found.id}` } }
    },
  }
  const blob = (path: string): Buffer | undefined => artifacts().find(({ id }) => path === `/_blobs/${id}`)?.zip
  return { operations, addRun, addArtifact, blob }
}
