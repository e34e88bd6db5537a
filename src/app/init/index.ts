import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { parseConfig } from '../../config/index.ts'
import { ConfigError } from '../../core/errors.ts'
import { catalogue } from '../../datasets/index.ts'
import { makeFolder, writeFile } from '../../platform/output.ts'
import { attackNames, attackParameters, datasetNames } from '../names.ts'
import { variablesIn } from '../variables-in.ts'
import { type StarterChoices, starterConfig } from './starter-config.ts'
import { starterWorkflow } from './starter-workflow.ts'

export interface InitRequest extends StarterChoices {
  /** Where the files go: the top of a repository. */
  readonly folder: string
  /** Whether a workflow for GitHub is written too. */
  readonly workflow: boolean
  /** Whether files that are there are replaced. */
  readonly force: boolean
  readonly environment: Readonly<Record<string, string | undefined>>
}

export interface Initialised {
  /** What was written, from the folder. */
  readonly files: readonly string[]
  /** What the scan takes from the environment. */
  readonly variables: readonly string[]
  /** GitHub reads workflows only at the top of a repository. */
  readonly isRepository: boolean
}

/** What a first scan asks about when nothing else is said. */
export const starterDatasets = ['Privacy', 'Hallucination', 'OWASP LLM Top 10']

/**
 * Writes a first configuration, and a workflow beside it. Throws a ConfigError, and leaves everything as it is, when a choice is none
 * or a file is there already.
 */
export async function init(request: InitRequest): Promise<Initialised> {
  const { folder, workflow, force } = request
  const config = starterConfig({ ...request, datasets: request.datasets.map(properName) })
  await check(config, request.environment)
  const variables = variablesIn(config, 'redteam.toml')
  const texts = { 'redteam.toml': config, ...(workflow && { [workflowPath]: starterWorkflow(variables) }) }
  const files = Object.keys(texts)
  const there = files.filter((file) => existsSync(join(folder, file)))
  if (there.length > 0 && !force)
    throw new ConfigError([
      { message: `Nothing was written, as this is there already: ${there.join(', ')}. --force replaces it.` },
    ])
  for (const [file, text] of Object.entries(texts)) await write(join(folder, file), text)
  return { files, variables, isRepository: existsSync(join(folder, '.git')) }
}

const workflowPath = '.github/workflows/redteam.yml'

/** A dataset may be called by its slug, and in any case. */
const properName = (given: string): string =>
  catalogue.find(({ name, slug }) => [name.toLowerCase(), slug].includes(given.toLowerCase()))?.name ?? given

/** What `redteam validate` would say. Places mean nothing as long as there is no file, and variables can be set later. */
async function check(text: string, environment: InitRequest['environment']): Promise<void> {
  try {
    await parseConfig(text, {
      file: 'redteam.toml',
      environment,
      datasets: datasetNames,
      attacks: attackNames,
      attackParameters,
      isSandbox: false,
    })
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    const wrong = error.complaints.filter(({ missingVariable }) => missingVariable === undefined)
    if (wrong.length > 0)
      throw new ConfigError(
        wrong.map(({ message }) => ({ message })),
        { cause: error },
      )
  }
}

async function write(path: string, text: string): Promise<void> {
  await makeFolder(dirname(path))
  await writeFile(
    path,
    (async function* () {
      yield text
    })(),
  )
}
