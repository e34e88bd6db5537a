import { open } from 'node:fs/promises'
import { messageOf } from '../core/errors.ts'
import type { RequestRecord } from '../core/request-record.ts'
import { lineFile, lineWriter } from './line-writer.ts'

export interface RequestLog {
  readonly note: (record: RequestRecord) => void
  /** Writes what is waiting. Resolves with what went wrong, as a sentence; nothing when all is written. */
  readonly close: () => Promise<string | undefined>
}

/** Writes requests.jsonl in the background: a log that cannot be written is a problem of the report and stops no scan. */
export async function openRequestLog(path: string, { goOn }: { readonly goOn: boolean }): Promise<RequestLog> {
  let problem: string | undefined
  const told = (error: unknown): void => {
    problem ??= messageOf(error)
  }
  const writer = await openLines(path, goOn).catch(told)
  return {
    note(record) {
      if (problem === undefined) writer?.append(JSON.stringify(record)).catch(told)
    },
    async close() {
      await writer?.close().catch(told)
      return problem
    },
  }
}

async function openLines(path: string, goOn: boolean) {
  const file = await open(path, goOn ? 'a+' : 'w+')
  const { size } = await file.stat()
  await file.close()
  return lineWriter(lineFile(await open(path, 'r+')), size, path)
}
