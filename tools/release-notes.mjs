// Prints what CHANGELOG.md says of a version, and fails when the tag is not the package's version or nothing is said.
// usage: node tools/release-notes.mjs v1.2.3
import { readFileSync } from 'node:fs'

const tag = process.argv[2] ?? ''
const { version } = JSON.parse(readFileSync('package.json', 'utf8'))
if (tag !== `v${version}`) {
  console.error(`The tag ${tag} is not v${version}, the version in package.json.`)
  process.exit(1)
}
const sections = readFileSync('CHANGELOG.md', 'utf8').split(/^## /mu)
const own = sections.find((section) => /^\[(.+)\] - \d{4}-\d\d-\d\d\n/u.exec(section)?.[1] === version)
if (own === undefined) {
  console.error(`CHANGELOG.md has no section "## [${version}] - YYYY-MM-DD".`)
  process.exit(1)
}
const words = own.slice(own.indexOf('\n')).trim()
if (words === '') {
  console.error(`CHANGELOG.md says nothing of ${version}.`)
  process.exit(1)
}
console.log(words)
