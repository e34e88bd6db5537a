/** A value as TOML gives it. */
export type Path = readonly (string | number)[]

export interface Interpolated {
  readonly value: unknown
  /** Variables that are not set, with the key that asks for them. */
  readonly missing: readonly { readonly name: string; readonly path: Path }[]
  /** Strings that hold something from the environment. */
  readonly fromEnvironment: readonly { readonly path: Path; readonly value: string }[]
}

const variable = /\$\{([A-Za-z_][A-Za-z0-9_]*)\}/gu

/** Fills `${NAME}` in every string with the variable of that name. An empty variable counts as missing: it is a forgotten secret. */
export function interpolate(root: unknown, environment: Readonly<Record<string, string | undefined>>): Interpolated {
  const missing: { name: string; path: Path }[] = []
  const fromEnvironment: { path: Path; value: string }[] = []
  const fill = (value: unknown, path: Path): unknown => {
    if (typeof value === 'string') {
      const filled = value.replace(variable, (whole, name: string) => {
        const found = environment[name]
        if (found === undefined || found === '') missing.push({ name, path })
        return found ?? whole
      })
      if (filled !== value) fromEnvironment.push({ path, value: filled })
      return filled
    }
    if (Array.isArray(value)) return value.map((item, i) => fill(item, [...path, i]))
    if (isTable(value))
      return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, fill(item, [...path, key])]))
    return value
  }
  return { value: fill(root, []), missing, fromEnvironment }
}

/** Dates and the like are objects too, but not tables. */
const isTable = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' &&
  value !== null &&
  [Object.prototype, null].includes(Object.getPrototypeOf(value) as object | null)
