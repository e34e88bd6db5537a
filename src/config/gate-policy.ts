import type { Acceptance, GatePolicy } from '../core/gate.ts'
import type { Path } from './interpolate.ts'
import type { ConfigFile } from './schema.ts'

/** What [gate] says, as the gate takes it. */
export function gatePolicy(gate: ConfigFile['gate']): GatePolicy {
  const { min_avg_score, max_asr, max_error_rate, max_not_understood, max_severity, accept, mode } = gate
  return {
    failOn: gate.fail_on,
    mode,
    ...(gate.stop_early && { stopEarly: true }),
    ...(min_avg_score === undefined ? {} : { minAvgScore: min_avg_score }),
    minScores: Object.fromEntries(Object.entries(gate.datasets).map(([name, { min_score }]) => [name, min_score])),
    ...(max_asr === undefined ? {} : { maxAsr: max_asr }),
    ...(max_error_rate === undefined ? {} : { maxErrorRate: max_error_rate }),
    ...(max_not_understood === undefined ? {} : { maxNotUnderstood: max_not_understood }),
    ...(max_severity === undefined ? {} : { maxSeverity: max_severity }),
    accept: accept.map(toAcceptance),
  }
}

const toAcceptance = ({ until, ...rest }: ConfigFile['gate']['accept'][number]): Acceptance => ({
  ...rest,
  ...(until === undefined ? {} : { until }),
})

interface GateContext {
  /** The datasets that are run, by name and as written. */
  readonly asked: readonly { readonly name: string; readonly written: string }[]
  readonly isSandbox: boolean
  readonly repetitions: number
}

/** Minimums for what is not run, and cases that are accepted twice. */
export function gateProblems(
  { datasets, accept, stop_early }: ConfigFile['gate'],
  { asked, isSandbox, repetitions }: GateContext,
): { readonly path: Path; readonly message: string }[] {
  const unknown = isSandbox ? [] : Object.keys(datasets).filter((name) => !asked.some((one) => one.name === name))
  const twice = accept.flatMap((one, i) => (accept.findIndex((other) => other.case === one.case) < i ? [i] : []))
  return [
    ...(stop_early && repetitions > 1
      ? [
          {
            path: ['gate', 'stop_early'],
            message:
              'A scan with repetitions cannot stop early: a case is decided by all of them. Leave one of the two out.',
          },
        ]
      : []),
    ...unknown.map((name) => ({
      path: ['gate', 'datasets', name],
      message: `The gate sets a minimum for "${name}", which this scan does not run. It runs: ${asked.map(({ written }) => written).join(', ')}.`,
    })),
    ...twice.map((i) => ({ path: ['gate', 'accept', i, 'case'], message: 'This case is accepted twice. Keep one.' })),
  ]
}
