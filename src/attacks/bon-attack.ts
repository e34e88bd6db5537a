import { type Attack, entry, exactly, never } from '../core/attack.ts'
import { conversation } from '../core/behavior.ts'
import type { Random } from '../core/random.ts'
import { shuffle } from './shuffle.ts'

export interface BonOptions {
  /** How many spellings to try before giving up. */
  readonly n?: number
  /** Strength of the noise, from 0 to 1. */
  readonly sigma?: number
}

/** Best-of-N with its settings. */
export const bon = entry(
  {
    n: { kind: 'integer', default: 10, least: 1, most: 1000, meaning: 'spellings to try; one request each' },
    sigma: { kind: 'number', default: 0.4, least: 0, most: 1, meaning: 'strength of the noise' },
  },
  bonAttack,
)

/**
 * Best-of-N jailbreaking: the same request in many noisy spellings, until one of them is answered. Hughes et al. 2024,
 * arXiv:2412.03556, its text augmentations. Left out: images and audio, the prefix that it combines with, sampling at
 * temperature 1 (the target's own setting is used) and the power law, which ten tries cannot carry. There is no way back from
 * the noise, so nothing is revealed and no canary is sent: every try is a different text.
 */
export function bonAttack({ n = 10, sigma = 0.4 }: BonOptions = {}): Attack {
  return {
    name: 'BoN Attack',
    slug: 'bon-attack',
    description: 'Tries many noisy spellings of the request until one is answered (arXiv:2412.03556).',
    version: 1,
    needs: { attacker: false },
    asks: { target: exactly(n), attacker: never },
    async *run(behavior, { ask, random }) {
      for (let i = 0; i < n; i++) {
        const messages = conversation(behavior, augment(behavior.prompt, sigma, random))
        yield { messages, reply: await ask(messages) }
      }
    },
    writing: (random) => ({ encode: (text) => augment(text, sigma, random) }),
  }
}

/** The paper's three augmentations in its order, with its probabilities. */
export function augment(text: string, sigma: number, random: Random): string {
  const scrambled = scrambleWords(text, Math.sqrt(sigma), random)
  return shiftCharacters(swapCases(scrambled, Math.sqrt(sigma), random), sigma ** 3, random)
}

/** Shuffles the inside of words longer than three. Gaps stay as they are, where the reference folds each to one blank. */
export const scrambleWords = (text: string, probability: number, random: Random): string =>
  text.replace(/\S+/gu, (word) => {
    const letters = Array.from(segmenter.segment(word), ({ segment }) => segment)
    if (letters.length <= 3 || random() >= probability) return word
    return [...letters.slice(0, 1), ...shuffle(random, letters.slice(1, -1)), ...letters.slice(-1)].join('')
  })

const segmenter = new Intl.Segmenter('und', { granularity: 'grapheme' })

export const swapCases = (text: string, probability: number, random: Random): string =>
  text.replace(/\p{L}/gu, (letter) => (random() < probability ? swapCase(letter) : letter))

/** `ß` and its like have no capital of one letter; they stay, as do the letters that the reference loses: all beyond ASCII. */
function swapCase(letter: string): string {
  const swapped = letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase()
  return Array.from(swapped).length === 1 ? swapped : letter
}

/** Moves printable ASCII characters to a neighbour; the two ends of the range cannot leave it. */
export const shiftCharacters = (text: string, probability: number, random: Random): string =>
  text.replace(/[ -~]/gu, (char) => {
    if (random() >= probability) return char
    const code = char.charCodeAt(0) + (random() < 0.5 ? -1 : 1)
    return code < 32 || code > 126 ? char : String.fromCharCode(code)
  })
