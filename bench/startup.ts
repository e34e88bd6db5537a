// From the start of the built command line to its first request, and how much of that is Node itself (an empty script, in turns with
// it). The best and the median of several runs. `npm run build` first.
// usage: node bench/startup.ts [runs]     15 when left out
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { markdownTable } from 'markdown-table'

const runs = Number(process.argv[2] ?? 15)
const cli = fileURLToPath(new URL('../dist/cli/index.js', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'redteam-bench-'))
let onRequest: () => void = () => undefined
// It never answers: the first request is all that is waited for.
const server = createServer(() => onRequest())
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
try {
  const empty = join(folder, 'empty.mjs')
  writeFileSync(empty, '')
  const config = join(folder, 'redteam.toml')
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`
  writeFileSync(
    config,
    `[scan]\nscan_name = "bench"\ndatasets = [{ name = "Bias", limit = 20 }]\n[model]\nbase_url = "${address}"\napi_key = "\${KEY}"\nmodel_name = "m"\n`,
  )
  const measured = {
    'Node, an empty script': [] as number[],
    '--version': [] as number[],
    'scan, to the first request': [] as number[],
  }
  for (let n = 0; n < runs; n++) {
    measured['Node, an empty script'].push(await toTheEnd([empty]))
    measured['--version'].push(await toTheEnd([cli, '--version']))
    measured['scan, to the first request'].push(
      await toTheFirstRequest([cli, 'scan', config, '--output', join(folder, `out-${n}`)]),
    )
  }
  const node = best(measured['Node, an empty script'])
  const rows = Object.entries(measured).map(([what, ms]) => ({
    what,
    'best ms': best(ms),
    'median ms': median(ms),
    'times Node itself': Math.round((best(ms) / node) * 100) / 100,
  }))
  console.log(markdownTable([Object.keys(rows[0] ?? {}), ...rows.map((row) => Object.values(row).map(String))]))
  console.log(JSON.stringify({ runs, rows }))
} finally {
  server.closeAllConnections()
  server.close()
  rmSync(folder, { recursive: true })
}

function start(args: readonly string[]) {
  return spawn(process.execPath, args, { stdio: 'ignore', env: { PATH: process.env['PATH'], KEY: 'key-of-the-bench' } })
}

async function toTheEnd(args: readonly string[]): Promise<number> {
  const startedAt = performance.now()
  const child = start(args)
  await new Promise((resolve) => child.once('close', resolve))
  return performance.now() - startedAt
}

async function toTheFirstRequest(args: readonly string[]): Promise<number> {
  const startedAt = performance.now()
  const child = start(args)
  const closed = new Promise((resolve) => child.once('close', resolve))
  await new Promise<void>((resolve, reject) => {
    onRequest = resolve
    child.once('close', (code) => reject(new Error(`the scan ended with ${code} before it asked anything`)))
  })
  const ms = performance.now() - startedAt
  child.kill('SIGKILL')
  await closed
  return ms
}

function best(ms: readonly number[]): number {
  return Math.round(Math.min(...ms))
}

function median(ms: readonly number[]): number {
  return Math.round(ms.toSorted((a, b) => a - b)[Math.floor(ms.length / 2)] ?? 0)
}
