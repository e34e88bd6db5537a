import { slugOf } from '../core/ids.ts'

/** Artifacts and folders have names of a limited length. */
const mostCharacters = 60

/** A word for each path, made of it, for its folder and its artifact; a number tells apart what would come to the same word. */
export function suffixesOf(paths: readonly string[]): string[] {
  const used = new Set<string>()
  return paths.map((path) => {
    const word = slugOf(path.replace(/\.toml$/iu, '').slice(-mostCharacters)) || 'config'
    let suffix = word
    for (let n = 2; used.has(suffix); n++) suffix = `${word}-${n}`
    used.add(suffix)
    return suffix
  })
}
