import { type ChildProcess, spawn } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

export type ChildName = 'endpoint' | 'scan' | 'bare-client' | 'scans' | 'resume'

const folder = fileURLToPath(new URL('../..', import.meta.url))
const bundles = join(folder, 'build', `bench-${process.pid}`)
process.once('exit', () => rmSync(bundles, { recursive: true, force: true }))
const built = new Map<ChildName, Promise<string>>()

/** One of the programs beside this file as plain JavaScript, as users run it: stripping types at run time takes time and memory. */
async function bundled(name: ChildName): Promise<string> {
  const outfile = join(bundles, `${name}.mjs`)
  const building =
    built.get(name) ??
    build({
      entryPoints: [fileURLToPath(new URL(`${name}.ts`, import.meta.url))],
      outfile,
      bundle: true,
      platform: 'node',
      format: 'esm',
      target: 'node20',
      splitting: false,
      logLevel: 'error',
      banner: {
        js: "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);",
      },
    }).then(() => outfile)
  built.set(name, building)
  return await building
}

/** Starts one of the programs. What it complains about is seen. */
async function startChild(name: ChildName, args: readonly (string | number)[]) {
  const path = await bundled(name)
  return spawn(process.execPath, [path, ...args.map(String)], { stdio: ['pipe', 'pipe', 'inherit'] })
}

/** Runs one of the programs to its end and reads the JSON it prints last. */
export async function runChild<T>(name: ChildName, args: readonly (string | number)[]): Promise<T> {
  const child = await startChild(name, args)
  const code = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  let last = ''
  for await (const line of createInterface({ input: child.stdout })) last = line
  if ((await code) !== 0) throw new Error(`${name} ended with ${await code}`)
  return JSON.parse(last) as T
}

/** An endpoint with a fixed latency, in a process of its own. */
export async function startEndpoint(latencyMs: number): Promise<{ baseUrl: string; process: ChildProcess }> {
  const child = await startChild('endpoint', [latencyMs])
  for await (const baseUrl of createInterface({ input: child.stdout })) return { baseUrl, process: child }
  throw new Error('the endpoint did not start')
}
