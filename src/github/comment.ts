import { getOctokit } from '@actions/github'
import type { Clock } from '../core/clock.ts'
import { hashOf } from '../core/hash.ts'
import type { EventFacts } from './event.ts'
import { isBy, ownLogin } from './own-login.ts'
import { once } from './retry.ts'

export interface StickyComment {
  readonly token: string
  readonly event: Pick<EventFacts, 'owner' | 'repo'> & { readonly pullRequest: number }
  /** From `markerOf`: tells this comment from those of other jobs and configurations. */
  readonly marker: string
  readonly body: string
  /** Whether one is written when there is none yet. */
  readonly mayCreate: boolean
  readonly clock: Clock
}

/** A hidden first line. The hash tells apart what looks alike once nothing in it can end the HTML comment. */
export const markerOf = (key: string): string =>
  `<!-- redteam-action: ${key
    .replace(/[^\w./ -]+/gu, '_')
    .replace(/-{2,}/gu, '-')
    .slice(0, 150)} ${hashOf(key).slice(0, 8)} -->`

/**
 * Keeps one comment up to date: finds ours by its marker and its author over all pages, and changes it in place unless it says the
 * same already. Returns its address, or nothing when there is none and none may be written. A marker in somebody else's comment is
 * not ours. What may be over in a moment is tried once more, from the search on: a comment whose confirmation was lost is found.
 */
export async function keepComment(wanted: StickyComment): Promise<string | undefined> {
  const octokit = getOctokit(wanted.token)
  return await once(wanted.clock, async () => await keep(octokit, wanted))
}

type Octokit = ReturnType<typeof getOctokit>

async function keep(octokit: Octokit, { event, marker, body, mayCreate }: StickyComment): Promise<string | undefined> {
  const { owner, repo, pullRequest: issue_number } = event
  const marked = `${marker}\n${body}`
  const own = await findOwn(octokit, { owner, repo, issue_number }, marker)
  if (own?.body === marked) return own.html_url
  if (own !== undefined) {
    const updated = await octokit.rest.issues.updateComment({ owner, repo, comment_id: own.id, body: marked })
    return updated.data.html_url
  }
  if (!mayCreate) return undefined
  const created = await octokit.rest.issues.createComment({ owner, repo, issue_number, body: marked })
  return created.data.html_url
}

async function findOwn(
  octokit: Octokit,
  issue: { readonly owner: string; readonly repo: string; readonly issue_number: number },
  marker: string,
) {
  const { listComments } = octokit.rest.issues
  let login: string | undefined
  for await (const { data } of octokit.paginate.iterator(listComments, { ...issue, per_page: 100 })) {
    const marked = data.filter(({ body }) => body?.startsWith(marker) === true)
    if (marked.length > 0) login ??= await ownLogin(octokit)
    const own = marked.find((comment) => isBy(login ?? '', comment))
    if (own !== undefined) return own
  }
  return undefined
}
