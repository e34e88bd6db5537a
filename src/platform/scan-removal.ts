import type { DatabaseSync } from 'node:sqlite'

/** Taking finished scans out of the index. */
export interface ScanRemoval {
  /** Ids of the finished scans that are not kept: those that finished before a moment, and all but the last so many of each user. */
  readonly outdated: (limits: { readonly before?: number; readonly most?: number }) => readonly string[]
  /** Forgets the scan, of which `finished` alone still knows. */
  readonly remove: (id: string) => void
}

/** Since version 1 of the index, which does without; a tool that does not know them leaves them alone. */
export const removalTables = `
  CREATE TABLE IF NOT EXISTS removed (user TEXT NOT NULL, finished_at INTEGER NOT NULL) STRICT;
  CREATE INDEX IF NOT EXISTS removed_by_user ON removed (user, finished_at);`

export function removalIn(database: DatabaseSync): ScanRemoval {
  const past = database.prepare(
    `SELECT id FROM (
       SELECT id, finished_at, row_number() OVER (PARTITION BY user ORDER BY finished_at DESC, number DESC) AS place
       FROM scans WHERE status = 'Finished'
     ) WHERE finished_at < ? OR place > ?`,
  )
  const count = database.prepare('INSERT INTO removed SELECT user, finished_at FROM scans WHERE id = ? AND sandbox = 0')
  const forget = database.prepare('DELETE FROM scans WHERE id = ?')
  return {
    outdated: ({ before = 0, most = Number.MAX_SAFE_INTEGER }) => past.all(before, most).map(({ id }) => String(id)),
    remove(id) {
      database.exec('BEGIN')
      try {
        count.run(id)
        forget.run(id)
        database.exec('COMMIT')
      } catch (error) {
        database.exec('ROLLBACK')
        throw error
      }
    },
  }
}
