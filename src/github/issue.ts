import { getOctokit } from '@actions/github'
import type { Clock } from '../core/clock.ts'
import type { EventFacts } from './event.ts'
import { isBy, ownLogin } from './own-login.ts'
import { once } from './retry.ts'

export interface KeptIssue {
  readonly token: string
  readonly event: Pick<EventFacts, 'owner' | 'repo'>
  /** From `markerOf`: tells this issue from those of other configurations. */
  readonly marker: string
  readonly title: string
  readonly body: string
  /** An open issue says that the gate fails; a closed one that it does not any more. */
  readonly isFailing: boolean
  readonly clock: Clock
}

/** What our issues are found by; others may carry it too. */
const label = 'redteam'

/**
 * Keeps one issue: opened, or opened again, when the gate fails, brought up to date while it does, closed when it recovers. Returns its
 * address, or nothing when there was nothing to do.
 */
export async function keepIssue(wanted: KeptIssue): Promise<string | undefined> {
  const octokit = getOctokit(wanted.token)
  return await once(wanted.clock, async () => await keep(octokit, wanted))
}

type Octokit = ReturnType<typeof getOctokit>

async function keep(octokit: Octokit, { event, marker, title, body, isFailing }: KeptIssue) {
  const { owner, repo } = event
  const marked = `${marker}\n${body}`
  const own = await findOwn(octokit, { owner, repo }, marker)
  if (own === undefined) {
    if (!isFailing) return undefined
    const created = await octokit.rest.issues.create({ owner, repo, title, body: marked, labels: [label] })
    const { html_url, labels } = created.data
    if (!labels.some((one) => (typeof one === 'string' ? one : one.name) === label)) {
      throw new Error(
        `${html_url} was opened without the label "${label}", by which it is found again. Create the label in this repository and put it on the issue, or the next run opens another.`,
      )
    }
    return html_url
  }
  if (!isFailing && own.state === 'closed') return undefined
  const state = isFailing ? ('open' as const) : ('closed' as const)
  const said = { owner, repo, issue_number: own.number, title, body: marked, state }
  const updated = await octokit.rest.issues.update(isFailing ? said : { ...said, state_reason: 'completed' })
  return updated.data.html_url
}

/** The open one, else the newest of the closed ones. */
async function findOwn(octokit: Octokit, at: { readonly owner: string; readonly repo: string }, marker: string) {
  let login: string | undefined
  let closed: { readonly number: number; readonly state: string } | undefined
  const pages = octokit.paginate.iterator(octokit.rest.issues.listForRepo, {
    ...at,
    labels: label,
    state: 'all',
    per_page: 100,
  })
  for await (const { data } of pages) {
    for (const issue of data) {
      if (issue.body?.startsWith(marker) !== true) continue
      login ??= await ownLogin(octokit)
      if (!isBy(login, issue)) continue
      if (issue.state === 'open') return issue
      closed ??= issue
    }
  }
  return closed
}
