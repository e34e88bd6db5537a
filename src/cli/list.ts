import { listAlgorithms, listDatasets, listTemplates } from '../app/index.ts'
import { ConfigError } from '../core/errors.ts'
import { excerpt } from '../core/neutralise.ts'
import { columns, showBound } from './table.ts'

export const listable = ['datasets', 'algorithms', 'templates'] as const

export interface ListOptions {
  readonly json?: boolean
  readonly search?: string
}

/** `redteam list datasets|algorithms|templates FILE` as a table or as JSON: an array of objects with `name`. */
export async function list(
  what: (typeof listable)[number],
  file: string | undefined,
  { json = false, search }: ListOptions,
): Promise<string> {
  if (what === 'templates') return await templateList(file, { json, ...(search !== undefined && { search }) })
  if (file !== undefined || search !== undefined)
    throw new ConfigError([{ message: `A file and --search go with "list templates", not with "list ${what}".` }])
  if (what === 'algorithms') return json ? JSON.stringify(listAlgorithms(), null, 2) : algorithmTable(listAlgorithms())
  const lines = await listDatasets()
  return json ? JSON.stringify(lines, null, 2) : datasetTable(lines)
}

async function templateList(path: string | undefined, { json = false, ...options }: ListOptions): Promise<string> {
  if (path === undefined)
    throw new ConfigError([
      { message: 'Say whose templates: redteam list templates redteam.toml, or a file of templates.' },
    ])
  const lines = await listTemplates({ path, environment: process.env, ...options })
  if (json) return JSON.stringify(lines, null, 2)
  const rows = lines.map(({ name, category, template }) => [
    name,
    category ?? '',
    excerpt(template.replace(/\s+/gu, ' '), 80),
  ])
  return columns([['template', 'category', 'words'], ...rows])
}

function datasetTable(lines: Awaited<ReturnType<typeof listDatasets>>): string {
  const rows = lines.map(({ name, behaviors, coverage, languages, oracles }) => [
    name,
    String(behaviors),
    coverageOf(coverage.map((subcategory) => subcategory.behaviors)),
    `${100 - Math.round((100 * (languages['en'] ?? 0)) / Math.max(1, behaviors))} %`,
    counts(oracles),
  ])
  return columns([['dataset', 'behaviors', 'subcategories', 'not English', 'decided by'], ...rows], [1, 3])
}

/** "12 × 4–6": so many subcategories with so many behaviors each. */
function coverageOf(behaviors: readonly number[]): string {
  const [least, most] = [Math.min(...behaviors), Math.max(...behaviors)]
  return `${behaviors.length} × ${least === most ? least : `${least}–${most}`}`
}

const counts = (oracles: Readonly<Record<string, number>>): string =>
  Object.entries(oracles)
    .sort(([, a], [, b]) => b - a)
    .map(([kind, count]) => `${kind} ${count}`)
    .join(', ')

function algorithmTable(lines: ReturnType<typeof listAlgorithms>): string {
  const rows = lines.map(({ name, requests, attackerRequests, scripted, parameters, description }) => [
    name,
    showBound(requests),
    showBound(attackerRequests),
    Object.keys(parameters).join(', '),
    scripted === null ? description : `${description} Without [attacker]: ${scripted}.`,
  ])
  return columns([['algorithm', 'requests', 'of the attacker', 'settings', 'what it does'], ...rows], [1, 2])
}
