import { ConfigError, RecordError } from '../core/errors.ts'
import { byCodeUnit } from '../core/ids.ts'
import { readLines } from './lines.ts'

interface Head {
  readonly path: string
  readonly id: string
  readonly text: string
  readonly rest: AsyncIterator<{ readonly id: string; readonly text: string }>
}

/**
 * The lines of several results.jsonl, byte for byte, in id order. Holds one line of each file. Throws a ConfigError when two files have
 * a result for the same case, and a RecordError when a file is not sorted or a line of it is no result.
 */
export async function* mergeResults(paths: readonly string[]): AsyncIterable<string> {
  const heads: Head[] = []
  const advance = async (path: string, rest: Head['rest']): Promise<void> => {
    const next = await rest.next()
    if (next.done !== true) heads.push({ path, ...next.value, rest })
  }
  for (const path of paths) await advance(path, identified(path)[Symbol.asyncIterator]())
  while (heads.length > 0) {
    heads.sort((a, b) => byCodeUnit(a.id, b.id))
    const [first, second] = heads
    if (first === undefined) return
    if (first.id === second?.id) {
      throw new ConfigError([
        { message: `${first.path} and ${second.path} both have a result for ${first.id}: no two shards share a case.` },
      ])
    }
    yield `${first.text}\n`
    heads.shift()
    await advance(first.path, first.rest)
  }
}

async function* identified(path: string): AsyncIterable<{ id: string; text: string }> {
  let before = ''
  let number = 0
  for await (const { text } of readLines(path)) {
    number += 1
    const id = idIn(text)
    if (id === undefined || byCodeUnit(before, id) >= 0)
      throw new RecordError(`${path}:${number} is not the next result in order of ids: the file was changed.`)
    before = id
    yield { id, text }
  }
}

function idIn(text: string): string | undefined {
  try {
    const { id } = JSON.parse(text) as { id?: unknown }
    return typeof id === 'string' ? id : undefined
  } catch {
    return undefined
  }
}
