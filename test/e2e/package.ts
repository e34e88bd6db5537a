import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { publint } from 'publint'
import { formatMessage } from 'publint/utils'
import { projectFolder } from './command-line.ts'

/** A file of the package, by its path from the project's folder with slashes. */
export interface PackedFile {
  readonly name: string
  readonly data: Uint8Array
}

export async function filesIn(folder: string): Promise<PackedFile[]> {
  const entries = await readdir(path.join(projectFolder, folder), { recursive: true, withFileTypes: true })
  return await Promise.all(
    entries
      .filter((entry) => entry.isFile())
      .map(async ({ parentPath, name }) => {
        const file = path.join(parentPath, name)
        const inside = path.relative(path.join(projectFolder, folder), file).replaceAll('\\', '/')
        return { name: `${folder}/${inside}`, data: await readFile(file) }
      }),
  )
}

/** What publint says of a package of these files, hints included, each as a sentence. */
export async function complaintsOf(files: readonly PackedFile[]): Promise<string[]> {
  const manifest = await readFile(path.join(projectFolder, 'package.json'))
  const packed = [{ name: 'package.json', data: manifest }, ...files].map(({ name, data }) => ({
    name: `package/${name}`,
    data: Uint8Array.from(data),
  }))
  const { messages } = await publint({ pkgDir: 'package', pack: { files: packed }, strict: true })
  const pkg = JSON.parse(manifest.toString()) as Record<string, unknown>
  return messages.map((message) => formatMessage(message, pkg) ?? message.code)
}
