import { startBlobStore } from './blob-store.ts'
import { type ResultsService, startResultsService } from './results-service.ts'
import { createRuntimeToken } from './runtime-token.ts'

/** All that the real artifact client needs in order to work without GitHub. */
export interface ArtifactService extends Pick<ResultsService, 'artifacts' | 'calls' | 'inject' | 'close'> {
  /** The variables that the client reads, but for `GITHUB_WORKSPACE`, which belongs to the run. */
  readonly env: Readonly<Record<string, string>>
  /** The stored bytes of an artifact (the zip); rejects when there is none of this name. */
  readonly download: (name: string) => Promise<Buffer>
}

/** Starts the Results stand-in over Azurite; takes about a second, so share one in a test file. */
export const startArtifactService = async (): Promise<ArtifactService> => {
  const store = await startBlobStore()
  const identity = createRuntimeToken()
  const results = await startResultsService(store, identity)
  return {
    env: {
      ACTIONS_RUNTIME_TOKEN: identity.token,
      ACTIONS_RESULTS_URL: results.url,
      // Absent or a GitHub host: any other makes the client refuse before it sends a request.
      GITHUB_SERVER_URL: 'https://github.com',
      GITHUB_RETENTION_DAYS: '90',
    },
    artifacts: results.artifacts,
    calls: results.calls,
    inject: results.inject,
    download: async (name) => {
      const artifact = results.artifacts.get(name)
      if (!artifact) throw new Error(`no artifact ${name}`)
      return await store.read(artifact.key)
    },
    close: async () => {
      await results.close()
      await store.close()
    },
  }
}
