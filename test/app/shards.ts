import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type ScanConfig, scan } from '../../src/app/index.ts'

/** A report without what says when and how fast it was: numbers of seconds, dates, and ids that follow from them. */
const timeless = (text: string): string =>
  text
    .replaceAll(/"measured":\{[^}]*\}/gu, '')
    .replaceAll(/scan-[0-9a-f]{12}/gu, 'scan-id')
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z?/gu, 'when')
    .replaceAll(/"duration_ms": ?\d+/gu, 'ms')
    .replaceAll(/ time="[\d.]+"/gu, '')
    .replaceAll(/[\d.]+ s\b/gu, 'seconds')

/** Files in which merged and undivided scans must be the same; the PDF and the archive hold compressed times. */
const compared = ['results.jsonl', 'summary.json', 'junit.xml', 'results.sarif', 'report.md', 'results.csv'] as const

export const reportsIn = async (folder: string): Promise<Readonly<Record<string, string>>> =>
  Object.fromEntries(
    await Promise.all(
      compared.map(async (name) => [name, timeless(await readFile(join(folder, name), 'utf8'))] as const),
    ),
  )

/** Runs every shard of a scan into a folder of its own and returns the folders. */
export async function scanShards(config: ScanConfig, of: number, folder: string): Promise<string[]> {
  const folders: string[] = []
  for (let index = 1; index <= of; index++) {
    const own = join(folder, `shard-${index}`)
    await scan({ config, folder: own, shard: { index, of } })
    folders.push(own)
  }
  return folders
}
