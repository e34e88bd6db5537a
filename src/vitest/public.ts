/** The types of `redteam-action/vitest`; dist/vitest/index.js is what runs. */
import type { Redteam } from './index.ts'

export type { Redteam, RedteamOptions } from './index.ts'

export declare const redteam: Redteam
