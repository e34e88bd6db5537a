// Fails when dist/ is not what the sources build: rebuilds it in another folder and compares every byte.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const mostBytes = 12 * 1024 * 1024
const fresh = mkdtempSync(join(tmpdir(), 'dist-'))
try {
  execFileSync(process.execPath, ['tools/build-dist.mjs', fresh], { stdio: 'inherit' })
  const [built, committed] = [filesOf(fresh), filesOf('dist')]
  const differing = [...new Set([...built, ...committed])].filter((name) => !isSame(name))
  const size = committed.reduce((sum, name) => sum + statSync(join('dist', name)).size, 0)
  if (differing.length > 0) {
    console.error(`dist/ is stale, run "npm run build": ${differing.join(', ')}`)
    process.exitCode = 1
  } else if (size > mostBytes) {
    console.error(`dist/ has ${size} bytes, ${mostBytes} are the most`)
    process.exitCode = 1
  } else console.log(`dist: fresh, ${(size / 1024 / 1024).toFixed(2)} MiB in ${committed.length} files`)
} finally {
  rmSync(fresh, { recursive: true, force: true })
}

function filesOf(folder) {
  try {
    return readdirSync(folder, { recursive: true }).filter((name) => statSync(join(folder, name)).isFile())
  } catch {
    return []
  }
}

function isSame(name) {
  try {
    return readFileSync(join(fresh, name)).equals(readFileSync(join('dist', name)))
  } catch {
    return false
  }
}
