import type { Origin } from '../core/backend.ts'

/** What GitHub Actions and GitLab CI say of the code under test; nothing on a machine that is no runner. */
export function originOf(environment: Readonly<Record<string, string | undefined>>): Origin {
  const of = (...names: readonly string[]): string | undefined =>
    names.map((name) => environment[name]).find((value) => value !== undefined && value !== '')
  const repository = of('GITHUB_REPOSITORY', 'CI_PROJECT_PATH')
  const commit = of('GITHUB_SHA', 'CI_COMMIT_SHA')
  const id = of('GITHUB_RUN_ID', 'CI_PIPELINE_ID')
  const attempt = of('GITHUB_RUN_ATTEMPT')
  return {
    ...(repository !== undefined && { repository }),
    ...(commit !== undefined && { commit }),
    ...(id !== undefined && { run: attempt === undefined ? id : `${id}-${attempt}` }),
  }
}
