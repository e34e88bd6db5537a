import { dirname, relative, resolve } from 'node:path'
import { parseConfig, type ScanConfig } from '../config/index.ts'
import { ConfigError } from '../core/errors.ts'
import { readTextFile } from '../platform/text-file.ts'
import { filesOfService } from './hosted/files-of-service.ts'
import { hostedNotices, hostedProblems } from './hosted/order.ts'
import { attackNames, attackParameters, datasetNames, fileFormats } from './names.ts'
import { originOf } from './origin.ts'
import { withWordings } from './read-templates.ts'
import { withProxies } from './with-proxies.ts'

export interface ReadConfigRequest {
  readonly path: string
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly isSandbox?: boolean
  /** Complaints and reports name the file relative to this folder. */
  readonly workspace?: string
}

/** Reads and checks a configuration file and the files it names. Throws a ConfigError with every complaint. */
export async function readConfig(request: ReadConfigRequest): Promise<ScanConfig> {
  const { path, environment, isSandbox = false, workspace = '.' } = request
  const text = await readTextFile(path, 'The configuration')
  const inside = relative(workspace, path)
  const config = await parseConfig(text, {
    file: inside.startsWith('..') ? path : inside,
    environment,
    datasets: datasetNames,
    attacks: attackNames,
    attackParameters,
    formats: fileFormats,
    isSandbox,
  })
  const beside = async (file: string | undefined, key: string): Promise<string | undefined> =>
    file === undefined ? undefined : await readTextFile(resolve(dirname(path), file), `The file of ${key},`)
  const systemPrompt = await beside(config.model.systemPromptFile, 'model.system_prompt_file')
  const policy = await beside(config.policyFile, 'scan.policy_file')
  const read = withProxies(config, environment)
  return await forService(
    {
      ...read,
      folder: dirname(path),
      origin: originOf(environment),
      model: systemPrompt === undefined ? read.model : { ...read.model, systemPrompt },
      ...(policy === undefined ? {} : { policy }),
      ...(config.templates && { templates: await withWordings(config.templates, dirname(path)) }),
    },
    isSandbox,
  )
}

/** A configuration that a hosted service is to run: what it cannot do is an error, and what it does in another way a warning. */
async function forService(given: ScanConfig, isSandbox: boolean): Promise<ScanConfig> {
  if (given.backend === undefined) return given
  const config = { ...given, ...(await filesOfService(given)) }
  const problems = hostedProblems(config, { isSandbox })
  if (problems.length > 0) throw new ConfigError(problems)
  const place = config.backendAt
  const warnings = hostedNotices(config, { isSandbox }).map((message) => ({ message, ...(place && { place }) }))
  return { ...config, warnings: [...config.warnings, ...warnings] }
}
