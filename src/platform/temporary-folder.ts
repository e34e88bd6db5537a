import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A new, empty folder for what only this run needs. */
export const temporaryFolder = async (): Promise<string> => await mkdtemp(join(tmpdir(), 'redteam-'))
