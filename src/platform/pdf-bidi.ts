import createBidi from 'bidi-js'
import type { VisibleText } from './pdf-visible.ts'

/** A stretch of a line in one font and one direction. */
export interface Stretch {
  readonly text: string
  readonly font: number
  /** Set where the words of the stretch stand from right to left, so that it must be shaped as one. */
  readonly whole: boolean
}

export interface Directions {
  /** For each UTF-16 unit its embedding level; odd ones read from right to left. */
  readonly levels: Uint8Array
  readonly rightToLeft: boolean
}

const bidi = createBidi()
const hasRightToLeft = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]/u
const rightToLeftScript =
  /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Nko}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Mandaic}\p{Script=Samaritan}]/u
const scripted = /[^\p{Script=Common}\p{Script=Inherited}]/u

/** The Unicode bidirectional algorithm for one paragraph, or undefined when all of it reads from left to right. */
export function directionsOf(text: string): Directions | undefined {
  if (!hasRightToLeft.test(text)) return undefined
  // bidi-js takes halves of surrogate pairs for Latin letters; what is printed of the higher planes is mostly emoji.
  const { levels, paragraphs } = bidi.getEmbeddingLevels(
    text.replaceAll(/[\ud800-\udbff][\udc00-\udfff]/g, '\ufffc\ufffc'),
  )
  return { levels, rightToLeft: ((paragraphs[0]?.level ?? 0) & 1) === 1 }
}

interface LeveledStretch extends Stretch {
  readonly level: number
}

/** A line's stretches in the order in which they are drawn from left to right. */
export function stretchesOf(
  { text, fonts }: VisibleText,
  directions: Directions | undefined,
  [start, end]: readonly [number, number],
): readonly Stretch[] {
  const found: LeveledStretch[] = []
  const levelAt = (at: number): number => directions?.levels[at] ?? 0
  for (let from = start; from < end; ) {
    let to = from + 1
    while (to < end && fonts[to] === fonts[from] && levelAt(to) === levelAt(from)) to++
    const level = levelAt(from)
    found.push({ ...oriented(text.slice(from, to), level), font: fonts[from] ?? 0, level })
    from = to
  }
  return directions === undefined ? found : reordered(found)
}

/**
 * fontkit turns a stretch around when its first letter belongs to a script that reads from right to left, whatever the
 * context says: punctuation alone it leaves as it is, Persian digits it turns. So what it would get wrong is turned first.
 */
function oriented(text: string, level: number): { readonly text: string; readonly whole: boolean } {
  const backwards = (level & 1) === 1
  const turned = rightToLeftScript.test(scripted.exec(text)?.[0] ?? '')
  if (!backwards && !turned) return { text, whole: false }
  const chars = Array.from(text, (char) => (backwards ? (bidi.getMirroredCharacter(char) ?? char) : char))
  return { text: (backwards === turned ? chars : chars.reverse()).join(''), whole: true }
}

/** Rule L2: from the highest level to the lowest odd one, each sequence at that level or higher is turned around. */
function reordered(stretches: readonly LeveledStretch[]): readonly Stretch[] {
  let order = [...stretches]
  const highest = Math.max(0, ...stretches.map(({ level }) => level))
  for (let level = highest; level > 0; level--) order = turnedAt(order, level)
  return order
}

function turnedAt(stretches: readonly LeveledStretch[], level: number): LeveledStretch[] {
  const order: LeveledStretch[] = []
  for (let from = 0; from < stretches.length; ) {
    let to = from
    while ((stretches[to]?.level ?? -1) >= level) to++
    order.push(...stretches.slice(from, Math.max(to, from + 1)).toReversed())
    from = Math.max(to, from + 1)
  }
  return order
}
