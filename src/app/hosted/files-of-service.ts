import { resolve } from 'node:path'
import type { ScanConfig } from '../../config/index.ts'
import type { Goal } from '../../core/backend.ts'
import { readTextFile } from '../../platform/text-file.ts'
import { prepare } from '../prepare.ts'

/** What services are given beside the API's keys: a system prompt to test, or goals. Throws a ConfigError when a file cannot be read. */
export async function filesOfService(config: ScanConfig): Promise<Pick<ScanConfig, 'prompt' | 'goals'>> {
  const { backend, model, folder = '.' } = config
  if (backend?.type === 'evalguard') {
    const file = backend.evalguard?.promptFile
    const prompt =
      file === undefined
        ? model.systemPrompt
        : await readTextFile(resolve(folder, file), 'The file of backend.evalguard.prompt_file,')
    return prompt === undefined ? {} : { prompt }
  }
  if (backend?.type !== 'cerebro-red') return {}
  const file = backend.cerebroRed?.promptsFile
  if (file === undefined) return { goals: await goalsOfDatasets(config) }
  const text = await readTextFile(resolve(folder, file), 'The file of backend.cerebro-red.prompts_file,')
  return { goals: linesOf(text).map((prompt) => ({ prompt, dataset: 'goals', subcategory: 'goals' })) }
}

const linesOf = (text: string): string[] => [
  ...new Set(
    text
      .split(/\r?\n/u)
      .map((line) => line.trim())
      .filter((line) => line !== ''),
  ),
]

/** Requests that are to be refused: reaching any other goal would be no fault. Each once, in the plan's order. */
async function goalsOfDatasets(config: ScanConfig): Promise<Goal[]> {
  if (config.datasets.some(({ file }) => file !== undefined)) return []
  const { plan } = await prepare(config, { isSandbox: false })
  const goals = new Map<string, Goal>()
  for (const { behavior } of plan.cases()) {
    const { prompt, context, dataset, subcategory, expected } = behavior
    const whole = context === undefined ? prompt : `${prompt}\n\n${context}`
    if (expected === 'refuse' && !goals.has(whole)) goals.set(whole, { prompt: whole, dataset, subcategory })
  }
  return [...goals.values()]
}
