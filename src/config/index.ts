import { ConfigError } from '../core/errors.ts'
import { auditProblems, secretsOfAudit } from './audit.ts'
import { backendIn, backendProblems } from './backend.ts'
import { checkNames } from './check-names.ts'
import type { ConfigContext } from './context.ts'
import { explain, showPath } from './explain.ts'
import { byPlace, type Finding, parseToml, placed, places } from './finding.ts'
import { interpolate } from './interpolate.ts'
import { limitsOf } from './limits.ts'
import type { ScanConfig } from './scan-config.ts'
import { fileSchema } from './schema.ts'
import { literalKeys, secretsOf } from './secrets.ts'
import { baselineIn, toConfig } from './to-config.ts'

export type { ConfigContext } from './context.ts'
export { parseToml } from './finding.ts'
export type { BaselineChoice, DatasetChoice, ScanConfig, TemplateChoice } from './scan-config.ts'

/** Reads redteam.toml. Throws a ConfigError that holds every complaint with file, line and column. */
export async function parseConfig(text: string, context: ConfigContext): Promise<ScanConfig> {
  const raw = parseToml(text, context.file)
  const { value, missing, fromEnvironment } = interpolate(raw, context.environment)
  const found: Finding[] = missing.map(({ name, path }) => ({
    path,
    missingVariable: name,
    message: `${showPath(path)} needs the environment variable ${name}, which is not set or empty. Set it, or in a workflow pass it with env: ${name}: \${{ secrets.${name} }}.`,
  }))
  const parsed = fileSchema.safeParse(value)
  const complaints = parsed.success
    ? [
        ...checkNames(parsed.data, raw, context),
        ...backendProblems(parsed.data, fromEnvironment),
        ...auditProblems(parsed.data, fromEnvironment),
      ]
    : parsed.error.issues.flatMap((issue) => explain(issue, raw))
  // A key whose variable is missing has its complaint already.
  const waiting = missing.map(({ path }) => showPath(path))
  found.push(...complaints.filter(({ path }) => !waiting.includes(showPath(path))))
  const place = await places(text, context.file)
  if (!parsed.success || found.length > 0)
    throw new ConfigError(found.map((finding) => placed(finding, place)).sort(byPlace))
  const lines = parsed.data.scan.datasets.map(
    ({ name }, i) => [name, place(['scan', 'datasets', i, 'name']).line] as const,
  )
  return toConfig(parsed.data, {
    source: { file: context.file, lines: Object.fromEntries(lines) },
    secrets: [...secretsOf(parsed.data, fromEnvironment), ...secretsOfAudit(parsed.data)],
    warnings: literalKeys(parsed.data, fromEnvironment).map((finding) => placed(finding, place)),
    ...limitsOf(parsed.data, place),
    ...baselineIn(parsed.data, place),
    ...backendIn(parsed.data, place),
  })
}
