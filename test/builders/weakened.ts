import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { build, type Plugin } from 'esbuild'
import { temporaryFolder } from './temporary-folder.ts'

/** One place in the sources, written otherwise. */
export interface Weakening {
  /** From the project's folder. */
  readonly file: string
  readonly from: string
  readonly to: string
}

const project = path.resolve(import.meta.dirname, '../..')

/**
 * Loads a module of ours with one place in its sources written otherwise, to see whether a test would notice. Rejects when the place
 * is not there exactly once, so that a guard that has moved is not taken for one that was switched off.
 */
export async function weakened<T>(module: string, weakening?: Weakening): Promise<T> {
  const outfile = path.join(await temporaryFolder(), 'weakened.mjs')
  await build({
    entryPoints: [path.join(project, module)],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    logLevel: 'silent',
    plugins: weakening === undefined ? [] : [weaken(weakening)],
  })
  return (await import(pathToFileURL(outfile).href)) as T
}

const weaken = ({ file, from, to }: Weakening): Plugin => ({
  name: 'weaken',
  setup(bundling) {
    const place = path.join(project, file)
    bundling.onLoad({ filter: /\.ts$/ }, async (module) => {
      if (module.path !== place) return undefined
      const parts = (await readFile(place, 'utf8')).split(from)
      if (parts.length !== 2) throw new Error(`"${from}" is ${parts.length - 1} times in ${file}, not once`)
      return { contents: parts.join(to), loader: 'ts' }
    })
  },
})
