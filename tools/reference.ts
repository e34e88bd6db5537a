import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { exitCodes } from '../src/app/exit-code.ts'
import { listAlgorithms, listDatasets } from '../src/app/list.ts'
import { showBound } from '../src/cli/table.ts'
import type { Parameter } from '../src/core/attack.ts'
import { commandReference } from './reference-commands.ts'
import { configReference } from './reference-config.ts'
import { errorReference } from './reference-errors.ts'
import { outputReference } from './reference-outputs.ts'
import { code, table } from './reference-table.ts'

/** docs/reference.md: everything that can be looked up, from where it is decided. */
export const reference = async (): Promise<string> =>
  [
    '# Reference',
    'Made by `npm run generate` from the sources: do not edit. [README](../README.md) says what it is all for.',
    '- [Configuration](#configuration)\n- [Action](#action)\n- [Command line](#command-line)\n- [Output files](#output-files)\n- [Exit codes](#exit-codes)\n- [Error codes](#error-codes)\n- [Attacks](#attacks)\n- [Datasets](#datasets)',
    '## Configuration',
    'The tables of `redteam.toml`. A value `${NAME}` comes from the environment variable of that name. `schema/redteam.schema.json` has the same for editors.',
    ...configReference(),
    '## Action',
    ...actionReference(),
    '## Command line',
    ...commandReference(),
    '## Output files',
    ...outputReference(),
    '## Exit codes',
    'Of every command that scans, merges, judges again or compares. A proven failure comes before what is missing, and what is missing before a pass.',
    table([['code', 'meaning'], ...Object.entries(exitCodes)]),
    '## Error codes',
    ...errorReference(),
    '## Attacks',
    'Requests are those of one case: expected, and at most.',
    ...attackReference(),
    '## Datasets',
    ...(await datasetReference()),
    '',
  ].join('\n\n')

interface Metadata {
  readonly inputs: Readonly<Record<string, { readonly description: string; readonly default?: string }>>
  readonly outputs: Readonly<Record<string, { readonly description: string }>>
}

function actionReference(): string[] {
  const { inputs, outputs } = parse(readFileSync('action.yml', 'utf8')) as Metadata
  const taken = Object.entries(inputs).map(([name, { description, default: usual = '' }]) => [
    code(name),
    usual === '' ? '' : code(usual),
    description,
  ])
  const given = Object.entries(outputs).map(([name, { description }]) => [code(name), description])
  return [table([['input', 'default', 'meaning'], ...taken]), table([['output', 'meaning'], ...given])]
}

function attackReference(): string[] {
  const attacks = listAlgorithms()
  const rows = attacks.map(({ name, description, requests, attackerRequests, scripted }) => [
    code(name),
    scripted === null ? description : `${description} Without [attacker]: ${scripted}.`,
    showBound(requests),
    showBound(attackerRequests),
  ])
  const settings = attacks.flatMap(({ name, parameters }) =>
    Object.entries(parameters).map(([key, parameter]) => [
      code(name),
      code(key),
      valuesOf(parameter),
      code(JSON.stringify(parameter.default)),
      parameter.meaning,
    ]),
  )
  return [
    table([['attack', 'what it does', 'requests', 'of the attacker'], ...rows]),
    'Settings stand under `[scan.attacks."NAME"]`.',
    table([['attack', 'setting', 'values', 'default', 'meaning'], ...settings]),
  ]
}

function valuesOf(parameter: Parameter): string {
  if (parameter.kind === 'choice') return `one of ${parameter.choices.map(code).join(', ')}`
  if (parameter.kind === 'choices') return `some of ${parameter.choices.map(code).join(', ')}`
  return `${parameter.kind}, ${parameter.least} to ${parameter.most}`
}

async function datasetReference(): Promise<string[]> {
  const datasets = await listDatasets()
  return datasets.flatMap(({ name, slug, behaviors, needsPolicy, coverage }) => [
    `### ${name}`,
    `${code(slug)}, ${behaviors} behaviors.${needsPolicy ? ' Asked and judged under `policy_file`.' : ''}`,
    table([
      ['id', 'subcategory', 'behaviors', 'stands for'],
      ...coverage.map((one) => [code(one.id), one.name, String(one.behaviors), one.reference]),
    ]),
  ])
}
