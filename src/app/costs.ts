import type { ScanConfig } from '../config/index.ts'
import { type Bound, exactly, never } from '../core/attack.ts'
import type { Behavior } from '../core/behavior.ts'
import { ConfigError } from '../core/errors.ts'
import { costOf, type Limits } from '../core/limits.ts'
import { confirmations } from '../engine/judge-attempt.ts'
import type { Plan } from '../engine/plan.ts'
import { mostRequestsPerJudgement } from '../judges/model-judge.ts'
import { selftestSize } from '../judges/selftest.ts'
import { prepare } from './prepare.ts'

/** What a scan will ask of whom, before anybody is asked. */
export interface Costs {
  readonly plan: string
  readonly cases: number
  readonly target: Bound
  readonly attacker: Bound
  /**
   * `expected` has the self-test and one request for each case that rules cannot decide; `most` has every vote on every answer, and all
   * of them again to confirm hits. As everywhere here, a first request to each endpoint is counted, and what is sent again because
   * the endpoint failed is not.
   */
  readonly judge: Bound
  /** Tokens the target is sent and may send back, by four characters a token. */
  readonly tokens: { readonly input: number; readonly output: number }
  /** At `qpm`; null without one. */
  readonly minutes: Bound | null
  /** What the target's expected tokens cost; null when it has no price. The attacker and the judge model are not in it. */
  readonly money: number | null
  readonly limits: Omit<Limits, 'maxRequestsAt'>
  readonly attacks: readonly AttackCosts[]
}

export interface AttackCosts {
  readonly attack: string
  readonly cases: number
  readonly target: Bound
  readonly attacker: Bound
}

/** Counts the requests of a configuration. Throws a ConfigError when a file it names cannot be read. */
export async function costsOf(config: ScanConfig, { isSandbox }: { readonly isSandbox: boolean }): Promise<Costs> {
  if (config.backend !== undefined)
    throw new ConfigError([
      {
        message: `[backend] has ${config.backend.type} run the scan, which chooses its own test cases: how many requests that will be only it knows.`,
        key: 'backend.type',
        ...(config.backendAt && { place: config.backendAt }),
      },
    ])
  const { plan } = await prepare(config, { isSandbox })
  return costsOfPlan(plan, config)
}

export function costsOfPlan(plan: Plan, config: ScanConfig): Costs {
  const attacks = [...byAttack(plan)].map(([attack, sums]) => ({ attack, ...sums }))
  const target = sumOf(attacks.map((row) => row.target))
  const canaries = plan.attacks.filter(({ canary }) => canary !== undefined).length
  const asked = sumOf([target, exactly(canaries), exactly(1)])
  let input = 0
  for (const { behavior, attack } of plan.cases())
    input += halvesOf(behavior) * lengthOf(behavior) * attack.asks.target.expected
  const tokens = { input: Math.ceil(input / 4), output: target.expected * typicalAnswer }
  const { price } = config.model
  const { maxRequestsAt: _, ...limits } = config.limits ?? {}
  return {
    plan: plan.hash,
    cases: plan.size,
    target: asked,
    attacker: config.attacker === undefined ? never : sumOf([...attacks.map((row) => row.attacker), exactly(1)]),
    judge: config.judge === undefined ? never : judgeBound(plan, config.judge.selftest),
    tokens,
    minutes:
      config.qpm === undefined
        ? null
        : { expected: Math.ceil(asked.expected / config.qpm), most: Math.ceil(asked.most / config.qpm) },
    money: price === undefined ? null : costOf(tokens, price),
    limits,
    attacks,
  }
}

/** Throws a ConfigError when the plan expects more requests than it may make. */
export function mustFit({ target, attacker, judge }: Costs, { maxRequests, maxRequestsAt }: Limits = {}): void {
  const expected = target.expected + attacker.expected + judge.expected
  if (maxRequests === undefined || expected <= maxRequests) return
  throw new ConfigError([
    {
      message: `The plan expects ${expected} requests (target ${target.expected}, attacker ${attacker.expected}, judge model ${judge.expected}), and scan.max_requests allows ${maxRequests}. Raise it, or plan less with a smaller preset or limits on datasets.`,
      key: 'scan.max_requests',
      ...(maxRequestsAt && { place: maxRequestsAt }),
    },
  ])
}

/** Tokens of an answer that says something. */
const typicalAnswer = 250

/** Each half of a paired behavior is a conversation of its own. */
const halvesOf = ({ oracle }: Behavior): number => (oracle.kind === 'pair' ? 2 : 1)

function byAttack(plan: Plan): ReadonlyMap<string, Omit<AttackCosts, 'attack'>> {
  const rows = new Map<string, Omit<AttackCosts, 'attack'>>()
  for (const { attack, behavior } of plan.cases()) {
    const halves = halvesOf(behavior)
    const before = rows.get(attack.name) ?? { cases: 0, target: never, attacker: never }
    rows.set(attack.name, {
      cases: before.cases + 1,
      target: sumOf([before.target, times(attack.asks.target, halves)]),
      attacker: sumOf([before.attacker, times(attack.asks.attacker, halves)]),
    })
  }
  return rows
}

function judgeBound(plan: Plan, hasSelftest: boolean): Bound {
  const fixtures = hasSelftest ? selftestSize : 0
  let [expected, judgements] = [fixtures, fixtures]
  for (const { attack, behavior } of plan.cases()) {
    const { most } = attack.asks.target
    judgements += most * (most > 1 ? confirmations : 1)
    if (behavior.oracle.kind === 'rubric') expected += 1
  }
  return { expected: 1 + expected, most: 1 + mostRequestsPerJudgement * judgements }
}

const lengthOf = ({ prompt, context = '', system = '', turns = [] }: Behavior): number =>
  [prompt, context, system, ...turns.map(({ content }) => content)].reduce((sum, text) => sum + text.length, 0)

const times = ({ expected, most }: Bound, n: number): Bound => ({ expected: n * expected, most: n * most })
const sumOf = (bounds: readonly Bound[]): Bound =>
  bounds.reduce((sum, { expected, most }) => ({ expected: sum.expected + expected, most: sum.most + most }), never)
