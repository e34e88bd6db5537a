import type { ScanConfig } from '../../config/index.ts'
import { type Complaint, ConfigError, showComplaint } from '../../core/errors.ts'
import { readTextFile } from '../../platform/text-file.ts'
import { prepare } from '../prepare.ts'
import { type ReadConfigRequest, readConfig } from '../read-config.ts'
import { variablesIn } from '../variables-in.ts'
import { bad, type Check, good, open } from './check.ts'

export interface CheckedConfig {
  readonly checks: readonly Check[]
  /** Where it can be run. */
  readonly config?: ScanConfig
}

/** The file, the files that it names, and the variables that it takes from the environment. */
export async function checkConfig(request: ReadConfigRequest): Promise<CheckedConfig> {
  const keys = await checkVariables(request)
  try {
    const config = await readConfig(request)
    const { plan } = await prepare(config, { isSandbox: false })
    const said = config.backend === undefined ? `: ${plan.size} cases` : ''
    const warnings = config.warnings.map((warning) => open(showComplaint(warning)))
    return { config, checks: [good(`${request.path} is in order${said}.`), ...warnings, ...keys] }
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    const wrong = error.complaints.filter(({ missingVariable }) => missingVariable === undefined)
    if (wrong.length === 0) return { checks: [good(`${request.path} is in order, but for its variables.`), ...keys] }
    return { checks: [...wrong.map((complaint) => ofComplaint(complaint, error)), ...keys] }
  }
}

const ofComplaint = (complaint: Complaint, { cause }: ConfigError): Check =>
  bad(
    2,
    showComplaint(complaint),
    (cause as { code?: unknown } | undefined)?.code === 'ENOENT' ? 'Write a first one: redteam init' : undefined,
  )

/** Nothing of a file that cannot be read: that is said of the file. */
async function checkVariables({ path, environment }: ReadConfigRequest): Promise<Check[]> {
  try {
    const names = variablesIn(await readTextFile(path, 'The configuration'), path)
    return names.map((name) => ((environment[name] ?? '') === '' ? missing(name) : good(`${name} is set.`)))
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    return []
  }
}

const missing = (name: string): Check =>
  bad(
    2,
    `${name} is not set or empty.`,
    `Set it with: export ${name}=… In a workflow, pass it with env: ${name}: \${{ secrets.${name} }}`,
  )
