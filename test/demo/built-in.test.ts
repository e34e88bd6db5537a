import { beforeAll, expect, test } from 'vitest'
import { attacks } from '../../src/attacks/index.ts'
import type { Attack } from '../../src/core/attack.ts'
import { type Behavior, twinOf } from '../../src/core/behavior.ts'
import { catalogue, loadDataset } from '../../src/datasets/index.ts'
import { demoReply } from '../../src/demo/personality.ts'
import { attackContext } from '../builders/engine.ts'
import { reply } from '../builders/scripted-target.ts'

const every: readonly Attack[] = Object.values(attacks).map(({ make }) => make({}))
/** Answers with the name of what it was asked, so that a mix-up shows. */
const naming = { name: 'naming', description: 'names the behavior', weakness: () => 0 }
let behaviors: readonly Behavior[]
let answer: ReturnType<typeof demoReply>

beforeAll(async () => {
  const datasets = await Promise.all(catalogue.map(loadDataset))
  behaviors = datasets
    .flatMap((dataset) => dataset.behaviors)
    .flatMap((behavior) => [behavior, twinOf(behavior) ?? []].flat())
    .map((behavior, i) => ({
      ...behavior,
      oracle: { kind: 'refusal' },
      samples: { good: `behavior ${i}`, bad: 'bad' },
    }))
  const readers = every.flatMap(({ reveal }) => reveal ?? [])
  answer = demoReply(naming, { behaviors, reveal: (prompt) => readers.flatMap((read) => read(prompt)) })
})

/** What the target takes a behavior for, asked by an attack: one answer for each attempt. */
async function recognised({ run }: Attack, behavior: Behavior): Promise<string[]> {
  const ask = async (messages: Parameters<typeof answer>[0]) => reply({ text: answer(messages) })
  const answers: string[] = []
  for await (const attempt of run(behavior, attackContext(ask))) answers.push(attempt.reply.text)
  return answers
}

// What an attacker model writes may be anything, and noise has no way back.
const readable = every.filter(
  ({ slug, needs, reveal }) => !needs.attacker && (slug === 'direct' || reveal !== undefined),
)

test.each(readable)('the demo target recognises every built-in behavior asked by $slug', async (attack) => {
  for (const behavior of behaviors) {
    const good = new Set([behavior.samples.good])
    expect(new Set(await recognised(attack, behavior)), `${behavior.dataset} ${behavior.id}`).toEqual(good)
  }
})
