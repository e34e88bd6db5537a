import { type Costs, costsOf, readConfig } from '../app/index.ts'
import { showComplaint } from '../core/errors.ts'
import { columns, showBound } from './table.ts'
import { say, tell } from './terminal.ts'

/** `redteam plan FILE`: how many requests the scan will make to whom; nobody is asked. */
export async function showPlan(path: string, { sandbox = false, json = false }: PlanOptions): Promise<void> {
  const config = await readConfig({ path, environment: process.env, isSandbox: sandbox })
  for (const warning of config.warnings) tell(`warning: ${showComplaint(warning)}`)
  const costs = await costsOf(config, { isSandbox: sandbox })
  say(json ? JSON.stringify(costs, null, 2) : inWords(costs))
}

interface PlanOptions {
  readonly sandbox?: boolean
  readonly json?: boolean
}

function inWords({ cases, target, attacker, judge, tokens, minutes, money, limits, attacks }: Costs): string {
  const rows = attacks.map((row) => [row.attack, String(row.cases), showBound(row.target), showBound(row.attacker)])
  return [
    columns([['attack', 'cases', 'requests', 'of the attacker'], ...rows], [1, 2, 3]),
    '',
    `${cases} cases. Requests, expected and at most: target ${showBound(target)} (canaries included), attacker ${showBound(attacker)}, judge model ${showBound(judge)}.`,
    `About ${tokens.input} tokens to the target and ${tokens.output} back, without what the attacks add.`,
    minutes === null
      ? 'No qpm is set, so the target’s speed decides how long it takes.'
      : `At qpm: ${showBound(minutes)} minutes.`,
    ...(money === null ? [] : [`That is about ${money.toFixed(2)} for the target, at its price.`]),
    ...limitsInWords(limits),
  ].join('\n')
}

function limitsInWords({ maxRequests, maxTokens, maxCost, maxDurationMs }: Costs['limits']): string[] {
  const limits = [
    maxRequests !== undefined && `${maxRequests} requests`,
    maxTokens !== undefined && `${maxTokens} tokens`,
    maxCost !== undefined && `a cost of ${maxCost}`,
    maxDurationMs !== undefined && `${maxDurationMs / 1000} seconds`,
  ].filter((limit) => limit !== false)
  return limits.length === 0 ? [] : [`Stops at ${limits.join(', ')}.`]
}
