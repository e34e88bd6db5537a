import { resolve } from 'node:path'
import { getState, saveState } from '@actions/core'
import type { CheckpointFile } from '../app/publish.ts'
import type { Job } from './jobs.ts'

/** A scan whose checkpoint the post step has to keep. */
export interface Unfinished {
  readonly folder: string
  readonly artifactName: string
  readonly file: CheckpointFile
}

const key = 'unfinished'

/** Tells the post step, which also runs when this one is killed, whose checkpoints to keep. The last call counts. */
export const noteUnfinished = (jobs: readonly Job[]): void => saveState(key, JSON.stringify(jobs.flatMap(unfinishedOf)))

const unfinishedOf = ({ folder, artifactName, checkpoint: file }: Job): readonly Unfinished[] =>
  file === undefined ? [] : [{ folder: resolve(folder), artifactName, file }]

/** What the main step noted last. */
export const readUnfinished = (): readonly Unfinished[] => JSON.parse(getState(key) || '[]') as readonly Unfinished[]
