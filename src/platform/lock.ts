import { readFileSync, writeFileSync } from 'node:fs'
import { link, rename, rm, stat, utimes } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { messageOf, RecordError } from '../core/errors.ts'

/** Who holds a lock. */
interface Holder {
  readonly pid: number
  readonly host: string
  /** When its process began, as the system counts; tells it from a later process with the same number. Empty where nobody can say. */
  readonly started: string
}

/** A holder on another machine cannot be looked for, but one that lives says so this often. */
const renewEveryMs = 10_000
const silentForMs = 60_000
/** Between making the file and filling it lie microseconds. */
const emptyForMs = 2000

/**
 * Does the work while no other process does the same in this folder. Rejects with RecordError when one does. A lock whose process is
 * gone does not count. (Node has no flock.)
 */
export async function withLock<T>(
  folder: string,
  work: () => Promise<T>,
  what = 'a scan is running in the same output folder',
): Promise<T> {
  const path = join(folder, 'journal.lock')
  await take(path, what)
  const renewing = setInterval(() => void utimes(path, new Date(), new Date()).catch(() => undefined), renewEveryMs)
  renewing.unref()
  try {
    return await work()
  } finally {
    clearInterval(renewing)
    await rm(path, { force: true })
  }
}

const mostTakeovers = 5

async function take(path: string, what: string): Promise<void> {
  const own = JSON.stringify({ pid: process.pid, host: hostname(), started: startOf(process.pid) } satisfies Holder)
  for (let n = 0; n < mostTakeovers; n++) {
    try {
      writeFileSync(path, own, { flag: 'wx' })
      return
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST')
        throw new RecordError(`the scan's lock ${path} cannot be written: ${messageOf(error)}`, { cause: error })
    }
    const found = read(path)
    if (found !== undefined) {
      if (await isHeld(path, found)) throw heldBy(path, found, what)
      await clearAway(path, found)
    }
  }
  throw new RecordError(`the scan's lock ${path} changes hands all the time; does another scan use the same folder?`)
}

/** Two processes may find the same dead lock: whoever took away a live one by mistake puts it back. */
async function clearAway(path: string, dead: string): Promise<void> {
  const aside = `${path}.${process.pid}`
  try {
    await rename(path, aside)
    if (read(aside) !== dead) await link(aside, path)
  } catch {
    // Somebody else was faster, and the next look shows how it stands.
  } finally {
    await rm(aside, { force: true })
  }
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}

async function isHeld(path: string, text: string): Promise<boolean> {
  const holder = parse(text)
  if (holder?.host === hostname()) return isAlive(holder)
  const age =
    Date.now() -
    (await stat(path).then(
      ({ mtimeMs }) => mtimeMs,
      () => 0,
    ))
  return age < (holder === undefined ? emptyForMs : silentForMs)
}

function parse(text: string): Holder | undefined {
  try {
    const { pid, host, started } = JSON.parse(text) as Partial<Holder>
    return Number.isInteger(pid) && typeof host === 'string'
      ? { pid: pid ?? 0, host, started: started ?? '' }
      : undefined
  } catch {
    return undefined
  }
}

function isAlive({ pid, started }: Holder): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    // A process of another user cannot be signalled, but it is there.
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false
  }
  const now = startOf(pid)
  return started === '' || now === '' || now === started
}

/** Field 22 of /proc/PID/stat (proc(5)); the second field may hold spaces and parentheses. A zombie does nothing any more. */
function startOf(pid: number): string {
  const fields = read(`/proc/${pid}/stat`)?.split(') ').at(-1)?.split(' ') ?? []
  return fields[0] === 'Z' ? 'ended' : (fields[19] ?? '')
}

function heldBy(path: string, text: string, what: string): RecordError {
  const holder = parse(text)
  const who = holder === undefined ? 'another process' : `process ${holder.pid} on ${holder.host}`
  return new RecordError(`${what} (${who}): wait for it, or choose another folder. If it is not, remove ${path}.`)
}
