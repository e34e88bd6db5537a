import type { Parameter } from '../core/attack.ts'

/** What a file is read with. */
export interface ConfigContext {
  /** How the file is called in complaints. */
  readonly file: string
  readonly environment: Readonly<Record<string, string | undefined>>
  /** The names a file may use. */
  readonly datasets: readonly string[]
  readonly attacks: readonly string[]
  /** The settings each attack takes, by its name. */
  readonly attackParameters: Readonly<Record<string, Readonly<Record<string, Parameter>>>>
  /** The formats of users' own files. */
  readonly formats?: readonly string[]
  /** A sandbox scan brings its own datasets: only scan_name and [model] are needed. */
  readonly isSandbox: boolean
}
