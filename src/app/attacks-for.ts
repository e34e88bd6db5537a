import { attacks, defaultPool } from '../attacks/index.ts'
import { templateAttack } from '../attacks/template.ts'
import type { ScanConfig } from '../config/index.ts'
import type { Attack, AttackEntry } from '../core/attack.ts'

/** The attacks of a scan by the part they play in it. */
export interface ScanAttacks {
  readonly known: readonly Attack[]
  readonly direct: Attack
  /** What the default mix rotates through. */
  readonly pool: readonly Attack[]
  /** What the configuration names, and its templates. */
  readonly added: readonly Attack[]
  /** Slugs of those that run in their scripted form. */
  readonly scripted: ReadonlySet<string>
}

/** Makes every attack with its settings; those that need an attacker model in their scripted form where there is none. */
export function attacksFor(config: ScanConfig): ScanAttacks {
  const made = Object.values<AttackEntry>(attacks).map((entry) => makeAttack(entry, config))
  const templates = (config.templates ?? []).map(templateAttack)
  const named = config.algorithms.flatMap((name) => made.filter(({ asked }) => asked === name))
  return {
    known: [...made.map(({ attack }) => attack), ...templates],
    direct: attacks.direct.make({}),
    pool: poolOf(config),
    added: [...named.map(({ attack }) => attack), ...templates],
    scripted: new Set(made.filter(({ isScripted }) => isScripted).map(({ attack }) => attack.slug)),
  }
}

interface MadeAttack {
  /** The name a configuration uses; a scripted form runs under its own. */
  readonly asked: string
  readonly attack: Attack
  readonly isScripted: boolean
}

function makeAttack(
  { make, scripted }: AttackEntry,
  { attacker, attackSettings }: ScanConfig,
  preferred: Readonly<Record<string, unknown>> = {},
): MadeAttack {
  const asked = make({}).name
  const settings = { ...preferred, ...attackSettings[asked] }
  const isScripted = attacker === undefined && scripted !== undefined
  return { asked, attack: isScripted ? scripted(settings) : make(settings), isScripted }
}

/** A scripted form that takes more requests than an attack is worth there stays out: only DarkCite's is one request. */
const poolOf = (config: ScanConfig): readonly Attack[] =>
  Object.entries(defaultPool)
    .map(([slug, preferred]) => makeAttack(attacks[slug as keyof typeof attacks], config, preferred))
    .filter(({ isScripted, attack }) => !isScripted || attack.asks.target.most === 1)
    .map(({ attack }) => attack)
