import { mkdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { readActionMetadata } from '../harness/action-metadata.ts'
import type { ArtifactService } from '../harness/artifact-service.ts'
import type { GitHub } from '../harness/github-api.ts'
import { type RunOptions, type RunReport, runAction } from '../harness/runner.ts'
import { projectFolder } from './command-line.ts'
import { type ConfigFile, writeConfig } from './config.ts'

/** The key of every scan. URL-encoding changes it, and so does JSON when it is asked to. */
export const key = 'sk-e2e/0123456789+abc=='

export interface ActionRun extends Omit<RunOptions, 'dir'> {
  readonly github: GitHub
  readonly artifacts: ArtifactService
  /** The job's folder; redteam.toml is written there. */
  readonly workspace: string
  readonly config: ConfigFile
  /** A pull request of the repository itself, unless this or `fork` says otherwise. */
  readonly event?: 'push'
}

/** Runs the built Action in a job where GitHub is the stand-in. */
export async function runOurAction({
  github,
  artifacts,
  workspace,
  config,
  event,
  ...options
}: ActionRun): Promise<RunReport> {
  await mkdir(workspace, { recursive: true })
  await writeConfig(workspace, config)
  return await runAction({
    dir: projectFolder,
    workspace,
    ...(event === 'push' ? {} : { fork: false }),
    ...options,
    env: { ...artifacts.env, GITHUB_API_URL: github.url, RED_KEY: key, ...options.env },
  })
}

/** Every output that action.yml declares. */
export const declaredOutputs = (): string[] => Object.keys(readActionMetadata(projectFolder).outputs ?? {}).toSorted()

/** What the Action wrote into its job's folder. */
export const readOutput = async (workspace: string, name: string): Promise<string> =>
  await readFile(path.join(workspace, 'redteam-results', name), 'utf8')
