import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { vi } from 'vitest'
import { type GitHub, startGitHub } from './github-api.ts'
import type { RunnerEvent } from './runner-event.ts'

/**
 * Makes this process look like a run of a workflow, with a GitHub of its own. What reads the run has to be imported afterwards, with
 * `import()`: `@actions/github` looks at it once, so one file of tests can be in one run only.
 */
export async function startWorkflowRun(event: RunnerEvent, folder: string): Promise<GitHub> {
  const github = await startGitHub()
  const eventPath = path.join(folder, 'event.json')
  writeFileSync(eventPath, JSON.stringify(event.payload))
  const variables = {
    GITHUB_API_URL: github.url,
    GITHUB_GRAPHQL_URL: `${github.url}/graphql`,
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_REPOSITORY: 'o/r',
    GITHUB_RUN_ID: '1',
    GITHUB_RUN_ATTEMPT: '1',
    GITHUB_WORKFLOW: 'ci',
    GITHUB_JOB: 'scan',
    GITHUB_EVENT_PATH: eventPath,
    ...event.env,
  }
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value)
  return github
}
