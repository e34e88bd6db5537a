import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

/** A folder of its own for the running test, or for whatever else `whenOver` tells the end of; removed when it ends. */
export async function temporaryFolder(
  whenOver: (remove: () => Promise<void>) => void = onTestFinished,
): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'redteam-test-'))
  whenOver(async () => {
    await rm(folder, { recursive: true, force: true })
  })
  return folder
}
