// Prints what dist/ is made of by package, the largest first, in bytes before white space goes. Fails when a dependency is not in it,
// which is then no dependency, or when a package is that only development declares.
// usage: node tools/bundle-contents.mjs
import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import ncc from '@vercel/ncc'
import { markdownTable } from 'markdown-table'

const { dependencies, devDependencies } = JSON.parse(readFileSync('package.json', 'utf8'))
const { stats } = await ncc(resolve('src/entry.ts'), {
  cache: false,
  quiet: true,
  transpileOnly: true,
  target: 'es2023',
})

const sizes = new Map()
for (const { moduleType, name, nameForCondition, size } of modulesIn(
  stats.toJson({ modules: true, nestedModules: true }),
)) {
  if (moduleType === 'runtime') continue
  const owner = packageOf(nameForCondition ?? name)
  sizes.set(owner, (sizes.get(owner) ?? 0) + size)
}
const rows = [...sizes].toSorted(([, a], [, b]) => b - a)
const total = rows.reduce((sum, [, size]) => sum + size, 0)
console.log(
  markdownTable(
    [['package', 'kB', '%'], ...rows.map(([name, size]) => [name, kilobytes(size), ((100 * size) / total).toFixed(1)])],
    { align: ['l', 'r', 'r'] },
  ),
)
console.log(`${rows.length} packages, ${kilobytes(total)} kB`)

const missing = Object.keys(dependencies).filter((name) => !sizes.has(name))
const brought = new Set([...sizes.keys()].flatMap(dependenciesOf))
const strange = Object.keys(devDependencies).filter((name) => sizes.has(name) && !brought.has(name))
if (missing.length > 0) console.error(`dependencies that are not bundled: ${missing.join(', ')}`)
if (strange.length > 0) console.error(`bundled, and declared for development: ${strange.join(', ')}`)
process.exitCode = missing.length + strange.length > 0 ? 1 : 0

/** Modules that were joined into one are counted one by one. */
function* modulesIn({ modules = [] }) {
  for (const module of modules) {
    if (module.modules === undefined) yield module
    else yield* modulesIn(module)
  }
}

function packageOf(path) {
  const [, inside] = path.match(/.*node_modules\/((?:@[^/]+\/)?[^/]+)/) ?? []
  return inside ?? 'redteam-action'
}

function dependenciesOf(name) {
  const path = name === 'redteam-action' ? 'package.json' : `node_modules/${name}/package.json`
  return existsSync(path) ? Object.keys(JSON.parse(readFileSync(path, 'utf8')).dependencies ?? {}) : []
}

function kilobytes(bytes) {
  return (bytes / 1000).toFixed(0)
}
