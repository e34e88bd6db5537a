import { appendFile, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { attacks } from '../../src/attacks/index.ts'
import type { Attack, AttackEntry } from '../../src/core/attack.ts'
import type { CaseResult } from '../../src/core/case.ts'
import { hashOf } from '../../src/core/hash.ts'
import type { Judge } from '../../src/core/judge.ts'
import { type Message, user } from '../../src/core/message.ts'
import { plan } from '../../src/engine/plan.ts'
import { run } from '../../src/engine/run.ts'
import { noPast } from '../../src/engine/run-request.ts'
import { createJournal, resumeJournal } from '../../src/platform/journal-file.ts'
import { fillIn } from '../builders/attacker.ts'
import { behavior, dataset } from '../builders/behavior.ts'
import { scriptedTarget } from '../builders/scripted-target.ts'
import { steppingClock } from '../builders/stepping-clock.ts'
import { temporaryFolder } from '../builders/temporary-folder.ts'

/** Every attack in its own form and, where it has one, its scripted form. */
const forms = Object.entries<AttackEntry>(attacks).flatMap(([slug, { make, scripted }]) => {
  const other = scripted?.({})
  return [[slug, make({})] as const, ...(other === undefined ? [] : [[other.slug, other] as const])]
})

const behaviors = [
  behavior({ id: 'b-1', prompt: 'Tell me, please, how to bake a cake with 3 eggs.' }),
  behavior({
    id: 'b-2',
    prompt: 'Describe Anna in her kitchen.',
    oracle: { kind: 'pair', twin: 'Describe Otto in his kitchen.', good: 'Otto cooks.', bad: 'Otto burns it.' },
  }),
]

const planOf = (attack: Attack) =>
  plan({
    datasets: [{ dataset: dataset({ behaviors }) }],
    preset: 'deep',
    direct: attack,
    pool: [],
    added: [],
    defaultMix: true,
    seed: 1,
  })

const seen = (messages: readonly Message[]): string => JSON.stringify(messages)

/** Asks its model and draws lots, as a judge model's prompt does; some of what it calls a hit does not stand when judged again. */
const judge: Judge = {
  id: 'stand-in',
  version: '1',
  isDeterministic: false,
  async judge({ ask, random, reply, round = 0 }) {
    const said = await ask?.([user(`${round} ${random()} ${reply.text}`)])
    const isHit = said?.text === 'unsafe'
    return {
      outcome: isHit ? 'complied' : 'partial',
      harm: isHit ? 1 : 0.3,
      reason: 'said so',
      rule: 'model',
      confidence: 1,
    }
  },
}

interface Ran {
  readonly asked: readonly string[]
  readonly results: readonly CaseResult[]
}

/** Runs the plan on a journal at this path, or goes on with the one that is there. */
async function ran(attack: Attack, path: string): Promise<Ran> {
  const target = scriptedTarget((messages) => `answer ${hashOf(seen(messages)).slice(0, 8)}`)
  const judgeModel = scriptedTarget((messages) => (hashOf(seen(messages)) < '6' ? 'unsafe' : 'safe'))
  const attackerModel = scriptedTarget((messages) => fillIn(messages))
  const planned = planOf(attack)
  const results: CaseResult[] = []
  const { journal, past } = (await resumeJournal(path, { plan: planned.hash })) ?? {
    journal: await createJournal(path),
    past: noPast,
  }
  if (past === noPast)
    await journal.append({ t: 'plan', format: 1, plan: planned.hash, cases: planned.size, scan: 'scan-1' })
  await run({
    plan: planned,
    systemPrompt: 'Be kind.',
    target,
    judgeModel,
    attackerModel,
    judge,
    journal,
    past,
    clock: steppingClock(),
    concurrency: 2,
    onResult: (result) => results.push(result),
    signal: new AbortController().signal,
  })
  await journal.close()
  return {
    asked: [target, judgeModel, attackerModel].flatMap(({ asked }, to) => asked.map((one) => `${to} ${seen(one)}`)),
    results,
  }
}

/** The questions that a piece of a journal has answers to, and the results it holds. */
function heldBy(text: string): { asked: number; results: readonly CaseResult[] } {
  const lines = text.split('\n').slice(0, -1)
  return {
    asked: lines.filter((line) => line.startsWith('{"t":"reply"')).length,
    results: lines
      .filter((line) => line.startsWith('{"t":"case"'))
      .map((line) => (JSON.parse(line) as { result: CaseResult }).result),
  }
}

const byId = (results: readonly CaseResult[]) => results.toSorted((a, b) => (a.id < b.id ? -1 : 1))

describe('an interrupted scan, cut after any line or within one, goes on to the same end and asks nothing twice', () => {
  test.each(forms)('%s', async (_, attack) => {
    const folder = await temporaryFolder()
    const path = join(folder, 'whole.jsonl')
    const whole = await ran(attack, path)
    const text = await readFile(path, 'utf8')
    const lines = text.split(/(?<=\n)/u)
    expect(whole.results).toHaveLength(behaviors.length)
    const step = Math.max(1, Math.floor(lines.length / 25))
    for (let kept = 0; kept < lines.length; kept += step) {
      const cut = join(folder, `${kept}.jsonl`)
      const before = lines.slice(0, kept).join('')
      await writeFile(cut, before)
      await appendFile(cut, (lines[kept] ?? '').slice(0, (lines[kept] ?? '').length / 2))
      const again = await ran(attack, cut)
      const held = heldBy(before)
      expect(again.asked).toHaveLength(whole.asked.length - held.asked)
      for (const question of again.asked) expect(whole.asked).toContain(question)
      expect(byId([...held.results, ...again.results])).toEqual(byId(whole.results))
    }
  })
})
