import { readFileSync } from 'node:fs'

/**
 * What examples/redteam.toml says of each key and table, by dotted path; "*" stands for a name that the user chooses. A comment
 * belongs to the line below it.
 */
export function exampleComments(text = readFileSync('examples/redteam.toml', 'utf8')): ReadonlyMap<string, string> {
  const said = new Map<string, string>()
  let [table, pending] = ['', [] as string[]]
  const note = (path: string): void => {
    if (pending.length > 0) said.set(path, [said.get(path), ...pending].filter((part) => part !== undefined).join(' '))
    pending = []
  }
  for (const line of text.split('\n')) {
    const [, heading] = /^#?\[{1,2}([^\]]+)\]/u.exec(line) ?? []
    const [, key] = /^#?([\w-]+) = /u.exec(line) ?? []
    if (line.startsWith('# ')) pending.push(line.slice(2))
    else if (line === '') pending = []
    else if (heading !== undefined) note((table = heading.replaceAll(/"[^"]*"/gu, '*')))
    else if (key !== undefined) note(table === '' ? key : `${table}.${key}`)
  }
  return said
}
