import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fairPool } from '../../../src/app/serve/fair-pool.ts'

const never = new AbortController().signal

/** Lets everything that can go on go on. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

describe('fairPool', () => {
  test('a party that asks for much does not keep a later one out', async () => {
    const pool = fairPool(4)
    const [greedy, modest] = [pool.join(), pool.join()]
    const held = await Promise.all([greedy(never), greedy(never), greedy(never), greedy(never)])
    const order: string[] = []
    const wait = (name: string, enter: typeof greedy) => void enter(never).then(() => order.push(name))
    for (let i = 0; i < 4; i++) wait('greedy', greedy)
    for (let i = 0; i < 4; i++) wait('modest', modest)
    for (const leave of held.slice(0, 2)) leave()
    await settled()
    expect(order).toEqual(['modest', 'modest'])
    held[2]?.()
    await settled()
    // Two of four are the fair share; whoever has waited longer is next.
    expect(order).toEqual(['modest', 'modest', 'greedy'])
  })

  test('no slot is idle while somebody wants it', async () => {
    const pool = fairPool(3)
    const alone = pool.join()
    pool.join()
    await Promise.all([alone(never), alone(never), alone(never)])
    expect(pool.taken()).toBe(3)
  })

  test('whoever is called off while waiting takes no slot, and leaving twice frees one', async () => {
    const pool = fairPool(1)
    const enter = pool.join()
    const leave = await enter(never)
    const off = new AbortController()
    const waiting = enter(off.signal)
    off.abort(new Error('called off'))
    await expect(waiting).rejects.toThrow('called off')
    leave()
    leave()
    expect(pool.taken()).toBe(0)
    await expect(enter(off.signal)).rejects.toThrow('called off')
    await enter(never)
    expect(pool.taken()).toBe(1)
  })

  test('never more slots are taken than there are, and everybody comes in', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 5 }),
        fc.array(fc.nat({ max: 3 }), { maxLength: 30 }),
        async (size, asks) => {
          const pool = fairPool(size)
          const parties = Array.from({ length: 4 }, () => pool.join())
          let most = 0
          const ask = async (party: number): Promise<void> => {
            const leave = await parties[party]?.(never)
            most = Math.max(most, pool.taken())
            await settled()
            leave?.()
          }
          await Promise.all(asks.map(ask))
          expect(most).toBe(Math.min(size, asks.length))
          expect(pool.taken()).toBe(0)
        },
      ),
      { numRuns: 50 },
    )
  })
})
