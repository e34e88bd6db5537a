/**
 * The bundle's only way in. Each shell is a chunk of its own, loaded when its stub in dist/ asks for it, so that none of them pays
 * for another's packages.
 */
import type { Redteam, TestRunner } from './vitest/index.ts'

export const action = async (): Promise<void> => (await import('./action/main.ts')).main()
export const post = async (): Promise<void> => (await import('./action/post.ts')).post()
export const cli = async (argv: readonly string[]): Promise<void> => (await import('./cli/main.ts')).main(argv)

export const vitest = async (runner: TestRunner): Promise<Redteam> =>
  (await import('./vitest/index.ts')).redteamFor(runner)
