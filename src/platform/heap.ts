import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8'

/** Space for new objects, in bytes, from which on it grows no further. */
const enoughForNew = 16 * 1024 * 1024
const lookEveryMs = 50

/** Whether the process is ours, and whether its space for new objects has grown as far as it may. */
const state = { isOurs: false, isGrown: false }

/**
 * Has garbage collected before it piles up. A scan makes a lot of it and keeps little, and V8 left to itself takes 330 MB for what
 * fits into 180 in the same time (bench/memory.ts). It changes the whole process, so it is for a process of our own.
 */
export function keepHeapSmall(): void {
  state.isOurs = true
  // The old objects may come to half as much again before they are looked through, instead of up to four times as much.
  setFlagsFromString('--heap-growing-percent=50')
  const looking = setInterval(() => {
    const space = getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space')
    if (space !== undefined && space.space_size < enoughForNew) return
    state.isGrown = true
    letGrow(false)
    clearInterval(looking)
  }, lookEveryMs)
  looking.unref()
}

/** Does work that keeps most of what it makes, and gives the timer above no turn: new objects would take all the space there is. */
export function inSmallHeap<T>(work: () => T): T {
  if (!state.isOurs) return work()
  letGrow(false)
  try {
    return work()
  } finally {
    letGrow(!state.isGrown)
  }
}

const letGrow = (may: boolean): void => setFlagsFromString(`--semi-space-growth-factor=${may ? 2 : 1}`)
