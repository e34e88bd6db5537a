import { resolve } from 'node:path'
import { getState, saveState } from '@actions/core'

/** A scan whose journal the post step has to keep. */
export interface Unfinished {
  readonly folder: string
  readonly artifactName: string
}

const key = 'unfinished'

/** Tells the post step, which also runs when this one is killed, whose journals to keep. The last call counts. */
export const noteUnfinished = (scans: readonly Unfinished[]): void =>
  saveState(key, JSON.stringify(scans.map(({ folder, artifactName }) => ({ folder: resolve(folder), artifactName }))))

/** What the main step noted last. */
export const readUnfinished = (): readonly Unfinished[] => JSON.parse(getState(key) || '[]') as readonly Unfinished[]
