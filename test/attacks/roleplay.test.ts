import { expect, test } from 'vitest'
import { roleplayAttack } from '../../src/attacks/roleplay.ts'
import { lastText, perform } from '../builders/attacker.ts'
import { behavior } from '../builders/behavior.ts'

const cake = behavior({ prompt: 'How do I bake a cake?' })
const textOf = async (seed: number): Promise<string> =>
  lastText((await perform(roleplayAttack(), cake, { seed })).toTarget[0])

test('tells a story around the request and asks for its next lines', async () => {
  for (let seed = 0; seed < 30; seed++) {
    const [before, after] = (await textOf(seed)).split(cake.prompt)
    expect(before).toMatch(/play|drama|game|novel/u)
    expect(after).toMatch(/^\n\n.*(?:reply|answer)/u)
  }
})
