import { noSuch } from '../core/nearest.ts'
import { checkAttackSettings } from './attack-settings.ts'
import { bringsItsOwn, howToAllow, mayBeUnknown } from './backend.ts'
import type { ConfigContext } from './context.ts'
import { valueAt } from './explain.ts'
import type { Finding } from './finding.ts'
import { gateProblems } from './gate-policy.ts'
import type { Path } from './interpolate.ts'
import { priceProblems } from './limits.ts'
import { ownFileProblems } from './own-files.ts'
import type { ConfigFile } from './schema.ts'
import { templateProblems } from './template-problems.ts'

/** `raw` is the file before `${NAME}` was filled in: complaints repeat names as they are written there. */
export function checkNames(file: ConfigFile, raw: unknown, context: ConfigContext): Finding[] {
  const { datasets, attacks, formats, isSandbox } = context
  const { scan, gate } = file
  const found: Finding[] = []
  const named = (name: string, path: Path): Name => {
    const written = valueAt(raw, path)
    return { name, path, written: typeof written === 'string' ? written : name }
  }
  const asked = scan.datasets.map(({ name }, i) => named(name, ['scan', 'datasets', i, 'name']))
  found.push(...checkAttackSettings(scan.attacks, context))
  found.push(...templateProblems(scan.templates, attacks))
  if ((scan.scan_name ?? file.scan_name) === undefined) {
    found.push({
      path: ['scan_name'],
      message: 'scan_name is missing. Add scan_name = "my-scan" at the top of the file or under [scan].',
    })
  }
  if (scan.datasets.length === 0 && !isSandbox && !bringsItsOwn(file)) {
    found.push({
      path: ['scan', 'datasets'],
      message: `No datasets to run. Add datasets = [{ name = "…" }] under [scan]; there are: ${datasets.join(', ')}.`,
    })
  }
  found.push(
    ...unknownNames(
      file,
      context,
      asked.filter((_, i) => scan.datasets[i]?.file === undefined),
      scan.algorithms.map((name, i) => named(name, ['scan', 'algorithms', i])),
    ),
    ...ownFileProblems(scan.datasets, {
      builtIn: datasets,
      formats,
      written: (path) => valueAt(raw, path),
    }),
    ...repeated(asked).map(({ path, written }) => ({ path, message: `The dataset "${written}" is listed twice.` })),
  )
  if (file.model.system_prompt !== undefined && file.model.system_prompt_file !== undefined) {
    found.push({
      path: ['model', 'system_prompt_file'],
      message: 'Both system_prompt and system_prompt_file are set. Keep one.',
    })
  }
  found.push(
    ...gateProblems(gate, { asked, isSandbox, repetitions: scan.repetitions }),
    ...nothingToRun(scan),
    ...priceProblems(file),
  )
  return found
}

function unknownNames(
  file: ConfigFile,
  { datasets, attacks }: ConfigContext,
  askedDatasets: readonly Name[],
  askedAttacks: readonly Name[],
): Finding[] {
  if (mayBeUnknown(file)) return []
  const found = [
    ...askedDatasets.flatMap((one) => nameProblem('dataset', one, datasets)),
    ...askedAttacks.flatMap((one) => nameProblem('algorithm', one, attacks)),
  ]
  return found.map((finding) => ({ ...finding, message: `${finding.message}${howToAllow(file)}` }))
}

const nothingToRun = ({ default_mix, algorithms, templates }: ConfigFile['scan']): Finding[] =>
  default_mix || algorithms.length > 0 || templates.length > 0
    ? []
    : [
        {
          path: ['scan', 'default_mix'],
          message: 'Nothing would run: default_mix is false and no algorithms or templates are listed.',
        },
      ]

/** A name with the key it stands at and the way it is written there. */
export interface Name {
  readonly name: string
  readonly path: Path
  readonly written: string
}

export const nameProblem = (kind: string, { name, path, written }: Name, known: readonly string[]): Finding[] =>
  known.includes(name) ? [] : [{ path, message: noSuch(kind, name, known, written) }]

export const repeated = (names: readonly Name[]): Name[] =>
  names.filter(({ name }, i) => names.findIndex((other) => other.name === name) < i)
