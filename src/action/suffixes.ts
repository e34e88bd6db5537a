import { slugOf } from '../core/ids.ts'

/** A word for each path, made of it, for its folder and its artifact; a number tells apart what would come to the same word. */
export function suffixesOf(paths: readonly string[]): string[] {
  const used = new Set<string>()
  return paths.map((path) => {
    const word = slugOf(path.replace(/\.toml$/iu, '')) || 'config'
    let suffix = word
    for (let n = 2; used.has(suffix); n++) suffix = `${word}-${n}`
    used.add(suffix)
    return suffix
  })
}
