import { type AnnotationProperties, error, notice, warning } from '@actions/core'
import type { ScanOutcome } from '../app/index.ts'
import { type SeverityName, severityNames } from '../core/behavior.ts'
import { excerpt, oneLine } from '../core/neutralise.ts'

export interface Annotation {
  readonly kind: 'error' | 'warning' | 'notice'
  readonly message: string
  readonly properties: AnnotationProperties
}

/**
 * The runner shows ten annotations of a kind and drops the later ones. The verdict comes last and is an error, and whatever could
 * not be published is a warning, so these leave room for both.
 */
export const mostOfKind = { error: 9, warning: 5, notice: 5 } as const

/** The runner cuts at 4,096 characters; nobody reads as many. */
const mostCharacters = 1000

/**
 * One annotation per dataset with failures, at its line in the configuration: an error where it has a part in a failed gate, a
 * notice where the gate holds. Worst first, over all scans.
 */
export function annotationsOf(outcomes: readonly ScanOutcome[], softFail: boolean): Annotation[] {
  const kinds = { pass: 'notice', fail: softFail ? 'warning' : 'error', inconclusive: 'warning' } as const
  const room: Record<Annotation['kind'], number> = { ...mostOfKind }
  return outcomes
    .flatMap(({ summary, decision, scan }) =>
      Object.entries(summary.failures).flatMap(([name, { worst }]) =>
        worst[0] === undefined ? [] : [{ name, worst: worst[0], summary, decision, scan }],
      ),
    )
    .toSorted((a, b) => rank(b.worst.severity) - rank(a.worst.severity))
    .map(({ name, worst, summary, decision, scan }): Annotation => {
      const { failed = 0, scored = 0, score = null } = summary.datasets[name] ?? {}
      const counted = `${failed} of ${scored} scored cases failed, score ${score ?? 'none'}.`
      const example = `The worst is ${worst.severity}: ${worst.id}, ${worst.attack}: ${worst.reason}`
      return {
        kind: kinds[decision.datasets[name]?.status ?? 'inconclusive'],
        message: excerpt(oneLine(excerpt(`${counted} ${example}`, mostCharacters)), mostCharacters),
        properties: {
          title: excerpt(oneLine(`Red team: ${name}`), 200),
          ...(scan.source === undefined ? {} : { file: scan.source.file, startLine: scan.source.lines[name] ?? 1 }),
        },
      }
    })
    .filter(({ kind }) => room[kind]-- > 0)
}

const rank = (severity: SeverityName): number => severityNames.indexOf(severity)

export function annotate(annotations: readonly Annotation[]): void {
  const commands = { error, warning, notice }
  for (const { kind, message, properties } of annotations) commands[kind](message, properties)
}
