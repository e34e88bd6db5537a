import type { ScanConfig } from '../../config/index.ts'
import { type EndpointTable, messageOf } from '../../core/errors.ts'
import { maskOf } from '../../core/secrets.ts'
import { preflight } from '../../engine/preflight.ts'
import { systemClock } from '../../platform/clock.ts'
import { endpointNames, endpointOf } from '../endpoints.ts'
import { bad, type Check, good, open } from './check.ts'

/** Asks each endpoint the one harmless question that a scan asks first. */
export async function checkEndpoints(config: ScanConfig | undefined, signal: AbortSignal): Promise<Check[]> {
  if (config === undefined) return [open('No endpoint was asked: the configuration has to be in order first.')]
  if (config.backend !== undefined)
    return [open(`No endpoint was asked: the scan runs at ${config.backend.type}, which is not looked at here.`)]
  return await Promise.all((['model', 'judge', 'attacker'] as const).map((table) => knock(config, table, signal)))
}

async function knock(config: ScanConfig, table: EndpointTable, signal: AbortSignal): Promise<Check> {
  const [endpoint, model] = [endpointOf(config, table, { clock: systemClock }), config[table]]
  if (endpoint === undefined || model === undefined) return open(without[table])
  try {
    await preflight([endpoint.probe], signal)
    return good(`${endpointNames[table]} ${model.modelName} at ${model.baseUrl} can be asked.`)
  } catch (error) {
    if (signal.aborted) throw error
    return bad(3, `${endpointNames[table]} could not be asked: ${maskOf(config.secrets)(messageOf(error))}`)
  }
}

const without = {
  model: '',
  judge: 'No [judge]: what rules cannot judge is counted apart.',
  attacker: 'No [attacker]: attacks that need one run in their scripted form.',
} as const satisfies Record<EndpointTable, string>
