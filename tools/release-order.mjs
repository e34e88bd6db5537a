// Fails when a higher version than the tag's has a tag already: releases only go up, so that "latest" at npm and the tag of the major
// version never go back. Other tags (v1, v2.0.0-rc.1) are none of its business: the release workflow does not release them.
// usage: git tag | node tools/release-order.mjs v1.2.3
import { readFileSync } from 'node:fs'

const versionIn = (tag) => {
  const [, ...numbers] = /^v(\d+)\.(\d+)\.(\d+)$/u.exec(tag) ?? []
  return numbers.length === 0 ? undefined : numbers.map(BigInt)
}

/** Below zero when a is the lower version. */
const compare = (a, b) => {
  const i = a.findIndex((number, place) => number !== b[place])
  if (i === -1) return 0
  return a[i] < b[i] ? -1 : 1
}

const refuse = (why) => {
  console.error(why)
  process.exit(1)
}

const tag = process.argv[2] ?? ''
const own = versionIn(tag)
if (own === undefined) refuse(`${tag} is not a tag of the form v1.2.3.`)
const tags = readFileSync(0, 'utf8').split(/\s+/u)
// Where the tags have not been fetched, nothing would be higher.
if (!tags.includes(tag)) refuse(`The tag ${tag} is not among the tags that were given.`)
const higher = tags.find((other) => compare(versionIn(other) ?? own, own) > 0)
if (higher !== undefined) refuse(`${higher} is tagged already, and ${tag} is lower: releases only go up.`)
