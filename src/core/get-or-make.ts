/** A Map, or a WeakMap. */
interface Remembering<K, V> {
  readonly get: (key: K) => V | undefined
  readonly set: (key: K, value: V) => unknown
}

/** The value of a key; where there is none yet, a new one that the map keeps from now on. */
export function getOrMake<K, V>(map: Remembering<K, V>, key: K, make: () => V): V {
  const known = map.get(key)
  if (known !== undefined) return known
  const made = make()
  map.set(key, made)
  return made
}
