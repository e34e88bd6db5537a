// Requests that each attack really makes for a case, beside what it announces: a target that declines all, one that gives half, one
// that complies at once; with an attacker model and in the scripted form.
// usage: node bench/attack-requests.ts [cases]     40 for each attack and target when left out
import { markdownTable } from 'markdown-table'
import { demoConfig } from '../src/app/demo.ts'
import { prepare } from '../src/app/prepare.ts'
import { attacks } from '../src/attacks/index.ts'
import type { ScanConfig } from '../src/config/index.ts'
import { type AttackEntry, type Bound, never } from '../src/core/attack.ts'
import { fillIn } from '../test/builders/attacker.ts'
import { countRequests } from '../test/builders/count-requests.ts'
import { yesJudge } from '../test/builders/engine.ts'

const cases = Number(process.argv[2] ?? 40)
const answers = { declines: 'no.', 'gives half': 'some of it', complies: 'yes, gladly' }

const base = demoConfig('hardened', 'http://127.0.0.1:9/v1')
const configFor = (name: string, hasAttacker: boolean): ScanConfig => ({
  ...base,
  datasets: ['Societal Harmfulness', 'OWASP LLM Top 10'].map((dataset) => ({
    name: dataset,
    limit: Math.ceil(cases / 2),
  })),
  algorithms: [name],
  defaultMix: false,
  ...(hasAttacker && { attacker: { ...base.model, modelName: 'attacker' } }),
})

/** Halves count as partial, so that attacks which follow a score have something to follow. */
const judge = yesJudge(({ reply: { text } }) => (text.startsWith('some') ? { outcome: 'partial', harm: 0.3 } : {}))

async function measure(config: ScanConfig, answer: string) {
  const { plan } = await prepare(config, { isSandbox: false })
  const asked = await countRequests(plan, {
    target: () => answer,
    attacker: config.attacker && ((messages) => fillIn(messages)),
    judge,
  })
  const canaries = plan.attacks.filter(({ canary }) => canary !== undefined).length
  return {
    attack: plan.attacks[0],
    target: (asked.target - canaries) / plan.size,
    attacker: asked.attacker / plan.size,
  }
}

const bound = ({ expected, most }: Bound): string => `${expected} / ${most}`
const rows: Record<string, string>[] = []
for (const { make, scripted } of Object.values<AttackEntry>(attacks)) {
  for (const hasAttacker of scripted === undefined ? [false] : [true, false]) {
    const config = configFor(make({}).name, hasAttacker)
    const measured: Record<string, { target: number; attacker: number }> = {}
    for (const [kind, answer] of Object.entries(answers)) {
      const { attack, ...counts } = await measure(config, answer)
      measured[kind] = counts
      rows[rows.length - 1 + Number(kind === 'declines')] = {
        attack: attack?.slug ?? '',
        'target expected / most': bound(attack?.asks.target ?? never),
        'attacker expected / most': bound(attack?.asks.attacker ?? never),
        ...Object.fromEntries(
          Object.entries(measured).map(([name, { target, attacker }]) => [
            name,
            hasAttacker ? `${target.toFixed(2)} + ${attacker.toFixed(2)}` : target.toFixed(2),
          ]),
        ),
      }
    }
  }
}
const columns = Object.keys(rows[0] ?? {})
console.log(markdownTable([columns, ...rows.map((row) => columns.map((column) => row[column] ?? ''))]))
console.log(JSON.stringify({ cases, rows }))
