import { randomBytes } from 'node:crypto'
import type { DatabaseSync, SQLInputValue } from 'node:sqlite'
import { ConfigError, messageOf, RecordError } from '../core/errors.ts'
import type { ScanStatus } from '../core/status.ts'
import { removalIn, removalTables, type ScanRemoval } from './scan-removal.ts'

/** A scan as the service remembers it. Times are milliseconds since the epoch. */
export interface IndexedScan {
  readonly id: string
  readonly user: string
  readonly name: string
  readonly isSandbox: boolean
  readonly status: ScanStatus
  readonly createdAt: number
  /** Null while it waits. */
  readonly startedAt: number | null
  readonly finishedAt: number | null
  readonly done: number
  readonly total: number
  /** Estimated, in seconds. */
  readonly remaining: number
  readonly problem: string | null
  /** What was asked for, as JSON, without anything secret. */
  readonly request: string
  /** The secrets of the target, encrypted; null when they are not kept. */
  readonly sealed: string | null
}

export type ScanChange = Partial<Omit<IndexedScan, 'id' | 'user' | 'name' | 'isSandbox' | 'createdAt' | 'request'>>

export interface FinishedCount {
  readonly count: number
  /** When the first and the last of them finished; null when there is none. */
  readonly first: number | null
  readonly last: number | null
}

/** Which scans there are, by user. Every change is on the disk when the call returns. */
export interface ScanIndex extends ScanRemoval {
  /** Random, and always the same for this index. */
  readonly salt: Uint8Array
  /** Returns false, and keeps nothing, when the user has a scan of that name. */
  readonly add: (scan: IndexedScan) => boolean
  readonly change: (id: string, change: ScanChange) => void
  readonly find: (id: string) => IndexedScan | undefined
  readonly named: (user: string, name: string) => IndexedScan | undefined
  /** The user's scans in the order in which they were created. */
  readonly ofUser: (user: string, since?: number) => readonly IndexedScan[]
  /** Everybody's scans that wait or run. */
  readonly open: () => readonly IndexedScan[]
  /** How many finished scans, sandbox scans apart, the user has between two moments, both included. */
  readonly finished: (user: string, from: number, to: number) => FinishedCount
  readonly byStatus: () => Readonly<Record<string, number>>
  readonly close: () => void
}

const version = 1
const mostRecent = 1000

/**
 * Opens the index, or begins one. SQLite comes with Node, from 22.13 on; rejects with ConfigError where it is missing, and with
 * RecordError when the file cannot be opened or is of another version.
 */
export async function openScanIndex(path: string): Promise<ScanIndex> {
  const { DatabaseSync: Database } = await sqlite()
  try {
    const database = new Database(path)
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 5000')
    const found = database.prepare('PRAGMA user_version').get()?.['user_version']
    if (found === 0) database.exec(tables)
    else if (found !== version)
      throw new RecordError(`${path} is of version ${String(found)}, this tool's is ${version}`)
    database.exec(removalTables)
    return indexIn(database)
  } catch (error) {
    if (error instanceof RecordError) throw error
    throw new RecordError(`the index of scans ${path} cannot be opened: ${messageOf(error)}`, { cause: error })
  }
}

async function sqlite() {
  try {
    return await import('node:sqlite')
  } catch (error) {
    const message = `redteam serve needs Node 22.13 or newer, for the SQLite that comes with it; this is Node ${process.versions.node}.`
    throw new ConfigError([{ message }], { cause: error })
  }
}

const tables = `
  BEGIN;
  CREATE TABLE scans (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    user TEXT NOT NULL,
    name TEXT NOT NULL,
    sandbox INTEGER NOT NULL,
    status TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    started_at INTEGER,
    finished_at INTEGER,
    done INTEGER NOT NULL,
    total INTEGER NOT NULL,
    remaining REAL NOT NULL,
    problem TEXT,
    request TEXT NOT NULL,
    sealed TEXT,
    UNIQUE (user, name)
  ) STRICT;
  CREATE INDEX scans_by_user ON scans (user, created_at);
  CREATE INDEX scans_by_status ON scans (status);
  CREATE TABLE salt (bytes BLOB NOT NULL) STRICT;
  PRAGMA user_version = ${version};
  COMMIT;`

const columns = {
  status: 'status',
  startedAt: 'started_at',
  finishedAt: 'finished_at',
  done: 'done',
  total: 'total',
  remaining: 'remaining',
  problem: 'problem',
  sealed: 'sealed',
} as const satisfies Record<keyof ScanChange, string>

type Row = Record<string, unknown>

function indexIn(database: DatabaseSync): ScanIndex {
  const insert = database.prepare(
    'INSERT INTO scans (id, user, name, sandbox, status, created_at, started_at, finished_at, done, total, remaining, problem, request, sealed) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (user, name) DO NOTHING',
  )
  const byId = database.prepare('SELECT * FROM scans WHERE id = ?')
  const byName = database.prepare('SELECT * FROM scans WHERE user = ? AND name = ?')
  const byUser = database.prepare('SELECT * FROM scans WHERE user = ? AND created_at >= ? ORDER BY created_at, number')
  const unfinished = database.prepare(
    "SELECT * FROM scans WHERE status IN ('Initializing', 'Scanning') ORDER BY number",
  )
  const counted = database.prepare(
    `SELECT count(*) AS count, min(finished_at) AS first, max(finished_at) AS last FROM (
       SELECT finished_at FROM scans WHERE user = :user AND status = 'Finished' AND sandbox = 0
       UNION ALL SELECT finished_at FROM removed WHERE user = :user
     ) WHERE finished_at BETWEEN :from AND :to`,
  )
  const removal = removalIn(database)
  const statuses = database.prepare('SELECT status, count(*) AS count FROM scans GROUP BY status')
  // Whoever follows a scan asks for it again and again, and nobody else writes into this file.
  const recent = new Map<string, IndexedScan>()
  const remember = (scan: IndexedScan | undefined): IndexedScan | undefined => {
    if (scan === undefined) return undefined
    if (recent.size >= mostRecent) recent.clear()
    recent.set(scan.id, scan)
    return scan
  }
  return {
    salt: saltIn(database),
    add(scan) {
      const { id, user, name, status, createdAt, startedAt, finishedAt, done, total, remaining, problem } = scan
      const before = [id, user, name, Number(scan.isSandbox), status, createdAt, startedAt, finishedAt]
      return insert.run(...before, done, total, remaining, problem, scan.request, scan.sealed).changes === 1
    },
    change(id, change) {
      const keys = Object.keys(change) as (keyof ScanChange)[]
      const set = keys.map((key) => `${columns[key]} = ?`).join(', ')
      const values: SQLInputValue[] = keys.map((key) => change[key] ?? null)
      database.prepare(`UPDATE scans SET ${set} WHERE id = ?`).run(...values, id)
      const known = recent.get(id)
      if (known !== undefined) recent.set(id, { ...known, ...change })
    },
    find: (id) => recent.get(id) ?? remember(asScan(byId.get(id))),
    named: (user, name) => asScan(byName.get(user, name)),
    ofUser: (user, since = 0) => byUser.all(user, since).flatMap((row) => asScan(row) ?? []),
    open: () => unfinished.all().flatMap((row) => asScan(row) ?? []),
    finished(user, from, to) {
      const { count, first, last } = counted.get({ user, from, to }) as unknown as FinishedCount
      return { count, first, last }
    },
    outdated: removal.outdated,
    remove(id) {
      removal.remove(id)
      recent.delete(id)
    },
    byStatus: () => Object.fromEntries(statuses.all().map(({ status, count }) => [String(status), Number(count)])),
    close: () => database.close(),
  }
}

function saltIn(database: DatabaseSync): Uint8Array {
  const found = database.prepare('SELECT bytes FROM salt').get()?.['bytes']
  if (found instanceof Uint8Array) return found
  const salt = randomBytes(16)
  database.prepare('INSERT INTO salt (bytes) VALUES (?)').run(salt)
  return salt
}

function asScan(row: Row | undefined): IndexedScan | undefined {
  if (row === undefined) return undefined
  const { sandbox, created_at, started_at, finished_at, number: _, ...same } = row
  return {
    ...same,
    isSandbox: sandbox === 1,
    createdAt: created_at,
    startedAt: started_at,
    finishedAt: finished_at,
  } as IndexedScan
}
