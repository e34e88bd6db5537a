import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

export type ChildName = 'endpoint' | 'scan' | 'bare-client' | 'empty' | 'resume'

const pathOf = (name: ChildName): string => fileURLToPath(new URL(`${name}.ts`, import.meta.url))

/** Starts one of the programs beside this file. What it complains about is seen. */
export function startChild(name: ChildName, args: readonly (string | number)[], flags: readonly string[] = []) {
  return spawn(process.execPath, [...flags, pathOf(name), ...args.map(String)], { stdio: ['pipe', 'pipe', 'inherit'] })
}

/** Runs one of the programs to its end and reads the JSON it prints last. */
export async function runChild<T>(
  name: ChildName,
  args: readonly (string | number)[],
  flags: readonly string[] = [],
): Promise<T> {
  const child = startChild(name, args, flags)
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
  const child = startChild('endpoint', [latencyMs])
  for await (const baseUrl of createInterface({ input: child.stdout })) return { baseUrl, process: child }
  throw new Error('the endpoint did not start')
}
