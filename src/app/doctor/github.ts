import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from 'yaml'
import { messageOf } from '../../core/errors.ts'
import type { EventFacts } from '../../github/event.ts'
import { type Check, good, open } from './check.ts'

type Environment = Readonly<Record<string, string | undefined>>

/** What can be known of a run of GitHub Actions. None of it stops a scan by itself; a missing secret is found as a variable. */
export async function checkGitHub(environment: Environment, readEvent: () => Promise<EventFacts>): Promise<Check[]> {
  if (environment['GITHUB_ACTIONS'] !== 'true')
    return [open('Not in GitHub Actions: event and permissions do not matter.')]
  try {
    const event = await readEvent()
    return [ofEvent(event), ...(event.pullRequest === undefined ? [] : [await ofPermissions(environment, event)])]
  } catch (error) {
    return [open(`The event of this run cannot be read: ${messageOf(error)}`)]
  }
}

function ofEvent({ name, withoutSecrets, isTarget, pullRequest }: EventFacts): Check {
  if (withoutSecrets !== undefined)
    return open(
      `The event ${name} is of ${withoutSecrets}: GitHub passes it no secrets.`,
      'Let a maintainer run the scan from a branch of this repository, or see on-missing-secrets.',
    )
  if (isTarget)
    return open(
      `The event ${name} has the secrets of this repository on behalf of whoever wrote the pull request.`,
      'Use on: pull_request, or check nothing out but the base: the configuration names the address that the key is sent to.',
    )
  return good(
    `The event ${name} ${pullRequest === undefined ? 'has no pull request to comment on' : `is of pull request ${pullRequest}`}.`,
  )
}

async function ofPermissions(environment: Environment, { withoutSecrets }: EventFacts): Promise<Check> {
  const todo = 'The comment needs permissions: pull-requests: write; without it the step warns and the verdict stays.'
  if (withoutSecrets !== undefined) return open('The token of this event may write nothing, so there is no comment.')
  const granted = await mayWrite(environment)
  if (granted === undefined) return open('Whether the token may write a comment cannot be known here.', todo)
  return granted
    ? good('The workflow lets the token write a comment.')
    : open('The workflow does not let the token write a comment.', todo)
}

interface Permitted {
  readonly permissions?: string | Readonly<Record<string, unknown>> | null
}

/** Whether the workflow of this run lets its token write to pull requests; nothing where that is up to the repository or the file is not there. */
async function mayWrite(environment: Environment): Promise<boolean | undefined> {
  const { GITHUB_WORKSPACE: workspace, GITHUB_WORKFLOW_REF: ref = '', GITHUB_JOB: job = '' } = environment
  const file = /^[^/]+\/[^/]+\/(\.github\/workflows\/[^/@]+)@/u.exec(ref)?.[1]
  if (workspace === undefined || file === undefined) return undefined
  const workflow = await readWorkflow(join(workspace, file))
  const own = workflow?.jobs?.[job]
  // A reusable workflow's job is not in the file of the run, and what it may do is the least of both.
  return own && writeOf(own.permissions ?? workflow?.permissions)
}

interface Workflow extends Permitted {
  readonly jobs?: Readonly<Record<string, Permitted>>
}

async function readWorkflow(path: string): Promise<Workflow | undefined> {
  try {
    return parse(await readFile(path, 'utf8')) as Workflow
  } catch {
    return undefined
  }
}

function writeOf(permissions: Permitted['permissions']): boolean | undefined {
  if (permissions === undefined || permissions === null) return undefined
  return typeof permissions === 'string' ? permissions === 'write-all' : permissions['pull-requests'] === 'write'
}
