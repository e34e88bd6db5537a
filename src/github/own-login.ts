import type { getOctokit } from '@actions/github'

type Octokit = ReturnType<typeof getOctokit>

interface Written {
  readonly user?: { readonly login?: string; readonly type?: string } | null
}

/** Who the token writes as: a person, an app or the workflow's bot. REST does not tell the last two, and some servers tell nobody. */
export async function ownLogin(octokit: Octokit): Promise<string> {
  try {
    const { viewer } = await octokit.graphql<{ viewer: { login: string } }>('query { viewer { login } }')
    return viewer.login
  } catch {
    return ''
  }
}

/** Whether it is ours: where the server does not tell who we are, any bot's. */
export const isBy = (login: string, { user }: Written): boolean =>
  login === '' ? user?.type === 'Bot' : user?.login === login
