import { readFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'

/** The commit that is checked out where a file lies; nothing where there is no repository or it cannot be told. */
export async function commitAt(file: string): Promise<string | undefined> {
  for (let folder = dirname(resolve(file)); ; folder = dirname(folder)) {
    const head = await lineOf(join(folder, '.git', 'HEAD'))
    if (head !== undefined) {
      const [, ref] = /^ref: (.+)$/u.exec(head) ?? []
      return ref === undefined ? head : await lineOf(join(folder, '.git', ref))
    }
    if (folder === dirname(folder)) return undefined
  }
}

async function lineOf(path: string): Promise<string | undefined> {
  return await readFile(path, 'utf8').then(
    (text) => text.trim(),
    () => undefined,
  )
}
