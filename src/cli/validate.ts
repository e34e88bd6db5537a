import { prepare, readConfig } from '../app/index.ts'
import { showComplaint } from '../core/errors.ts'
import { say, tell } from './terminal.ts'

/** `redteam validate FILE`: rejects with ConfigError when anything is wrong, also in the files it names. */
export async function validate(path: string, { sandbox = false }: { readonly sandbox?: boolean }): Promise<void> {
  const config = await readConfig({ path, environment: process.env, isSandbox: sandbox })
  for (const warning of config.warnings) tell(`warning: ${showComplaint(warning)}`)
  for (const note of (await prepare(config, { isSandbox: sandbox })).notes) tell(note)
  const datasets = sandbox ? 'the sandbox set' : config.datasets.map(({ name }) => name).join(', ')
  say(
    `${path} is valid: "${config.scanName}" asks ${config.model.modelName} at ${config.model.baseUrl} about ${datasets}.`,
  )
}
