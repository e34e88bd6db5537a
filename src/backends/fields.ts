/** Reading what a service sent without trusting its shape. */

export const fieldOf = (value: unknown, name: string): unknown => (isTable(value) ? value[name] : undefined)

export const isTable = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Empty when there is no such table. */
export const tableOf = (value: unknown, name: string): Readonly<Record<string, unknown>> => {
  const found = fieldOf(value, name)
  return isTable(found) ? found : {}
}

export const listOf = (value: unknown, name: string): readonly unknown[] => {
  const found = fieldOf(value, name)
  return Array.isArray(found) ? found : []
}

/** A string, or a number as one; undefined for anything else and for an empty string. */
export function textOf(value: unknown, name: string): string | undefined {
  const found = fieldOf(value, name)
  if (typeof found === 'number') return String(found)
  return typeof found === 'string' && found !== '' ? found : undefined
}

/** A finite number, also when it was sent as text. */
export function numberOf(value: unknown, name: string): number | undefined {
  const found = fieldOf(value, name)
  const number = typeof found === 'string' && found.trim() !== '' ? Number(found) : found
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined
}

/** Not below 0. */
export const countOf = (value: unknown, name: string): number => Math.max(0, Math.trunc(numberOf(value, name) ?? 0))
