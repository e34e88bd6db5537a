import { basename, resolve } from 'node:path'
import { type Initialised, init, starterDatasets } from '../app/index.ts'
import { ConfigError } from '../core/errors.ts'
import { type Questions, questions } from './ask.ts'
import { say } from './terminal.ts'

export interface InitOptions {
  readonly model?: string
  readonly baseUrl?: string
  /** Names, separated by commas. */
  readonly datasets?: string
  readonly workflow?: boolean
  readonly force?: boolean
}

/** `redteam init`: asks what the flags leave open where somebody can answer, and takes what is usual elsewhere. */
export async function runInit(options: InitOptions): Promise<void> {
  const isTerminal = process.stdin.isTTY && process.stderr.isTTY
  const asking = isTerminal ? questions(process.stdin, process.stderr) : undefined
  try {
    const choices = await choose(options, asking)
    const done = await init({
      ...choices,
      folder: '.',
      scanName: basename(resolve('.')) || 'red team',
      force: options.force ?? false,
      environment: process.env,
    })
    say(nextSteps(done, choices.workflow))
  } finally {
    asking?.close()
  }
}

interface Choices {
  readonly baseUrl: string
  readonly modelName: string
  readonly datasets: readonly string[]
  readonly workflow: boolean
}

/** Throws a ConfigError when nobody can be asked which model it is: there is none that is usual. */
export async function choose(options: InitOptions, asking: Questions | undefined): Promise<Choices> {
  if (options.model === undefined && asking === undefined)
    throw new ConfigError([
      { message: 'Which model? Nobody can be asked here, as this is no terminal: redteam init --model NAME.' },
    ])
  const text = async (question: string, usual: string): Promise<string> =>
    (await asking?.text(question, usual)) ?? usual
  const baseUrl = options.baseUrl ?? (await text('Address of the endpoint under test?', 'https://api.openai.com/v1'))
  const modelName = options.model ?? (await text('Name of the model?', 'gpt-4o'))
  const named = options.datasets ?? (await text('Datasets, separated by commas?', starterDatasets.join(', ')))
  const workflow = options.workflow ?? (await asking?.yes('A workflow for GitHub that gates pull requests?')) ?? true
  const datasets = named
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '')
  return { baseUrl, modelName, datasets, workflow }
}

function nextSteps({ files, variables, isRepository }: Initialised, workflow: boolean): string {
  const names = variables.join(' and ')
  return [
    ...files.map((file) => `wrote ${file}`),
    '',
    'Next:',
    `  1. Set ${names} in your shell, then look whether everything is connected: redteam doctor redteam.toml`,
    '  2. Ask ten questions: redteam scan redteam.toml --sandbox',
    ...(workflow
      ? [
          `  3. Add ${names} to the secrets of the repository (Settings, Secrets and variables, Actions), and commit.`,
          '  4. Make the check "redteam" required where the branch is protected, so that a red one blocks the merge.',
        ]
      : []),
    ...(workflow && !isRepository
      ? ['', 'This folder is not the top of a git repository, and GitHub reads workflows only there.']
      : []),
  ].join('\n')
}
