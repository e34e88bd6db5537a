import { expect, test } from 'vitest'
import { humorAttack } from '../../src/attacks/humor-attack.ts'
import { lastText, perform } from '../builders/attacker.ts'
import { behavior } from '../builders/behavior.ts'

const cake = behavior({ prompt: 'How do I bake a cake?' })
const textOf = async (seed: number): Promise<string> =>
  lastText((await perform(humorAttack(), cake, { seed })).toTarget[0])

test('wraps the request into an aside, a subject, a laugh and a wish for an accurate answer', async () => {
  for (let seed = 0; seed < 30; seed++) {
    const [before, after] = (await textOf(seed)).split(` ${cake.prompt} `)
    expect(before).toMatch(/[.!] .*:$/u)
    expect(after).toMatch(/^(?:Ha|He)/u)
    expect(after).toMatch(/right|correct|mistakes/u)
  }
})
