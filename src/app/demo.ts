import { attacks } from '../attacks/index.ts'
import type { ScanConfig } from '../config/index.ts'
import type { AttackEntry } from '../core/attack.ts'
import { catalogue, loadDataset } from '../datasets/index.ts'
import { demoReply, type PersonalityName, personalities } from '../demo/personality.ts'
import { type DemoServer, startDemoServer } from '../targets/demo-server.ts'

export { type PersonalityName, personalityNames } from '../demo/personality.ts'

/** Starts the demo target on this machine; port 0 takes a free one. */
export async function startDemo(name: PersonalityName, port = 0): Promise<DemoServer> {
  const datasets = await Promise.all(catalogue.map(loadDataset))
  const readers = Object.values<AttackEntry>(attacks).flatMap(({ make, scripted }) =>
    [make({}), scripted?.({})].flatMap((attack) => attack?.reveal ?? []),
  )
  const reply = demoReply(personalities[name], {
    behaviors: datasets.flatMap(({ behaviors }) => behaviors),
    reveal: (prompt) => readers.flatMap((read) => read(prompt)),
  })
  return await startDemoServer(reply, { model: `demo-${name}`, port })
}

/** What every report of a demo says first. */
export const demoNotice = (name: PersonalityName): string =>
  `Demo: the target is the built-in "${name}" stand-in, which ${personalities[name].description}. The figures show the tool at work and say nothing about any model.`

/** A scan of the demo target, small enough to watch. */
export function demoConfig(name: PersonalityName, baseUrl: string): ScanConfig {
  return {
    scanName: `demo-${name}`,
    model: {
      baseUrl,
      apiKey: 'demo-key-of-no-use',
      modelName: `demo-${name}`,
      temperature: 0,
      maxTokens: 512,
      extraHeaders: {},
      timeoutMs: 10_000,
    },
    datasets: [{ name: 'Healthcare Risks' }, { name: 'Bias' }],
    algorithms: [],
    defaultMix: true,
    attackSettings: {},
    preset: 'default',
    seed: 1,
    concurrency: 8,
    resume: false,
    gate: { failOn: 'High', minScores: {} },
    source: { file: 'redteam.toml', lines: {} },
    secrets: [],
    warnings: [],
  }
}
