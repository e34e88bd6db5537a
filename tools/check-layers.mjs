// The layer check is worth nothing when the cruiser saw no files: a TypeScript it cannot use makes it pass over an empty graph.
import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'

const { stdout, stderr, status } = spawnSync(
  'node_modules/.bin/depcruise',
  ['--config', '.dependency-cruiser.cjs', '--output-type', 'json', 'src'],
  { encoding: 'utf8', maxBuffer: 1 << 28 },
)
if (!stdout) {
  console.error(stderr)
  process.exit(status || 1)
}
const { summary, modules } = JSON.parse(stdout)
for (const { rule, from, to } of summary.violations) console.error(`${rule.severity} ${rule.name}: ${from} -> ${to}`)
const cruised = modules.filter(({ source }) => /^src\/.*\.ts$/.test(source)).length
const files = readdirSync('src', { recursive: true }).filter((file) => file.endsWith('.ts')).length
if (cruised < files) console.error(`only ${cruised} of ${files} source files were looked at`)
if (summary.violations.length > 0 || cruised < files) process.exit(1)
console.log(`layers: ${cruised} files, ${summary.totalDependenciesCruised} imports, no violation`)
