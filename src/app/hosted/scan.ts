import { ConfigError } from '../../core/errors.ts'
import type { Begin } from '../begun.ts'
import type { ScanRequest } from '../scan-request.ts'
import { hostedDatasets } from './facts.ts'
import { type Hosted, hostedNotices } from './order.ts'
import { hostedFacts } from './own-facts.ts'
import { runHosted } from './run.ts'

/** A scan by a hosted service, which plans by itself: there is nothing to do before it is asked. */
export function hostedScan(hosted: Hosted, { config, only, shard, findCheckpoint, notices = [] }: ScanRequest): Begin {
  if (only !== undefined || shard !== undefined)
    throw new ConfigError([
      {
        message: `${hosted.service.name} runs a scan as a whole: shards and single cases can be chosen without [backend] only.`,
      },
    ])
  return async (folder, started) => {
    const { clock, onEvent, isSandbox, startedAt, signal } = started
    const { fetch } = started
    const ran = await runHosted({ config, hosted, isSandbox, folder, clock, onEvent, signal, findCheckpoint, fetch })
    const first = [...notices, ...hostedNotices(config, { isSandbox }), ...ran.notices]
    const durationMs = clock.now() - startedAt
    const facts = await hostedFacts({ config, hosted, ran, notices: first, startedAt, durationMs })
    const datasets = hostedDatasets(facts, hosted.service.name)
    return { facts, datasets, resultsPath: ran.resultsPath, files: ran.files, problems: [] }
  }
}
