import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { parse } from 'yaml'

/** The parts of `action.yml` that the runner needs. */
export interface ActionMetadata {
  readonly inputs?: Readonly<Record<string, { readonly default?: string | number | boolean } | null>>
  readonly outputs?: Readonly<Record<string, unknown>>
  readonly runs: Readonly<Partial<Record<'main' | 'pre' | 'post', string>>>
}

/** Reads `action.yml` or `action.yaml` in `dir`; throws when there is neither. */
export const readActionMetadata = (dir: string): ActionMetadata => {
  const file = ['action.yml', 'action.yaml'].map((name) => path.join(dir, name)).find((name) => existsSync(name))
  if (file === undefined) throw new Error(`no action.yml in ${dir}`)
  return parse(readFileSync(file, 'utf8')) as ActionMetadata
}

/** A value as a workflow writes it; it reaches the action as text. */
export type InputValue = string | number | boolean

/**
 * The `INPUT_*` variables: given inputs (names compared without case), else the declared default with its
 * `${{ name }}` expressions looked up in `context`; and the given names that the action does not declare.
 */
export const resolveInputs = (
  metadata: ActionMetadata,
  given: Readonly<Record<string, InputValue>>,
  context: Readonly<Record<string, string>>,
): { env: Record<string, string>; unknown: string[] } => {
  const values = new Map(Object.entries(given).map(([name, value]) => [name.toLowerCase(), String(value)]))
  const env: Record<string, string> = {}
  for (const [name, input] of Object.entries(metadata.inputs ?? {})) {
    const fallback = String(input?.default ?? '').replace(
      /\$\{\{\s*([\w.]+)\s*\}\}/g,
      (_, key: string) => context[key] ?? '',
    )
    // Only spaces are replaced: the variable of `min-pass` is `INPUT_MIN-PASS`.
    env[`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`] = values.get(name.toLowerCase()) ?? fallback
  }
  const declared = new Set(Object.keys(metadata.inputs ?? {}).map((name) => name.toLowerCase()))
  return { env, unknown: Object.keys(given).filter((name) => !declared.has(name.toLowerCase())) }
}
