import { z } from 'zod'
import { ConfigError } from '../core/errors.ts'
import type { ScanDefaults } from './api-request.ts'
import { explain, showPath } from './explain.ts'
import { byPlace, type Finding, parseToml, placed, places } from './finding.ts'
import { interpolate } from './interpolate.ts'
import { attacker, judge, scan, text } from './schema.ts'

const { preset, seed } = scan.shape

const dayMs = 86_400_000

const isHash = (written: string): boolean => /^[0-9a-f]{64}$/u.test(written)

const user = z.strictObject({
  id: text.max(100),
  key_sha256: z.string().refine(isHash, 'it is the SHA-256 of the key, 64 characters from 0-9 and a-f'),
})

/** serve.toml as it is written. */
export const serveSchema = z.strictObject({
  host: text.default('127.0.0.1'),
  allow_private: z.boolean().default(false),
  max_running: z.int().positive().max(64).default(4),
  max_open: z.int().positive().max(10_000).default(100),
  concurrency: z.int().positive().max(4096).default(64),
  keep_days: z.number().positive().max(36_500).optional(),
  keep_scans: z.int().positive().optional(),
  preset,
  seed,
  users: z.array(user).default([]),
  judge: judge.optional(),
  attacker: attacker.optional(),
})

export interface ServeUser {
  readonly id: string
  /** SHA-256 of the key, as lower-case hexadecimal. */
  readonly keyHash: string
}

/** How long finished scans are kept: until one of these is past; for ever when both are left out. */
export interface Keep {
  /** From when a scan finished. */
  readonly ms?: number
  /** So many of each user, the last to finish. */
  readonly scans?: number
}

export interface ServeConfig {
  /** The address that is listened at. */
  readonly host: string
  /** Whether targets in private networks may be scanned. */
  readonly allowPrivate: boolean
  /** Scans at work at the same time; the others wait. */
  readonly maxRunning: number
  /** Scans of one user that may wait or run at the same time. */
  readonly maxOpen: number
  /** Requests to all targets at the same time. */
  readonly concurrency: number
  readonly keep: Keep
  readonly users: readonly ServeUser[]
  readonly defaults: ScanDefaults
}

export interface ServeContext {
  /** How the file is called in complaints. */
  readonly file: string
  readonly environment: Readonly<Record<string, string | undefined>>
}

/** Reads serve.toml. Throws a ConfigError that holds every complaint with file, line and column. */
export async function parseServe(written: string, { file, environment }: ServeContext): Promise<ServeConfig> {
  const raw = parseToml(written, file)
  const { value, missing } = interpolate(raw, environment)
  const parsed = serveSchema.safeParse(value)
  const unset: Finding[] = missing.map(({ name, path }) => ({
    path,
    message: `${showPath(path)} needs the environment variable ${name}, which is not set or empty.`,
  }))
  const waiting = missing.map(({ path }) => showPath(path))
  const complaints = parsed.success
    ? userProblems(parsed.data.users)
    : parsed.error.issues.flatMap((issue) => explain(issue, raw, { schema: serveSchema }))
  const found = [...unset, ...complaints.filter(({ path }) => !waiting.includes(showPath(path)))]
  if (!parsed.success || found.length > 0) {
    const place = await places(written, file)
    throw new ConfigError(found.map((finding) => placed(finding, place)).sort(byPlace))
  }
  const { users, host, allow_private, max_running, max_open, concurrency, ...rest } = parsed.data
  const { keep_days, keep_scans, ...defaults } = rest
  return {
    host,
    allowPrivate: allow_private,
    maxRunning: max_running,
    maxOpen: max_open,
    concurrency,
    keep: {
      ...(keep_days !== undefined && { ms: keep_days * dayMs }),
      ...(keep_scans !== undefined && { scans: keep_scans }),
    },
    users: users.map(({ id, key_sha256 }) => ({ id, keyHash: key_sha256 })),
    defaults,
  }
}

function userProblems(users: z.infer<typeof serveSchema>['users']): Finding[] {
  if (users.length === 0) {
    const message = 'Nobody may use the service. Add a user: redteam serve --new-key NAME prints a key and the lines.'
    return [{ path: ['users'], message }]
  }
  return (['id', 'key_sha256'] as const).flatMap((key) =>
    users.flatMap((one, i) =>
      users.findIndex((other) => other[key] === one[key]) < i
        ? [{ path: ['users', i, key], message: `This ${key} is listed twice. Give every user one of their own.` }]
        : [],
    ),
  )
}
