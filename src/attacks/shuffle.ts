import { type Random, randomInt } from '../core/random.ts'

/**
 * The items in a random order, each order equally likely (Fisher and Yates). Draws as many numbers as there are items.
 */
export function shuffle<T>(random: Random, items: readonly T[]): readonly T[] {
  const rest = [...items]
  return items.flatMap(() => rest.splice(randomInt(random, rest.length), 1))
}
