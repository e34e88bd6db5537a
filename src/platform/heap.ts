import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8'

/** Space for new objects, in bytes, from which on it grows no further. */
const enoughForNew = 16 * 1024 * 1024
const lookEveryMs = 50

/**
 * Has garbage collected before it piles up. A scan makes a lot of it and keeps little, and V8 left to itself takes 330 MB for what
 * fits into 180 in the same time (bench/memory.ts). It changes the whole process, so it is for a process of our own.
 */
export function keepHeapSmall(): void {
  // The old objects may come to half as much again before they are looked through, instead of up to four times as much.
  setFlagsFromString('--heap-growing-percent=50')
  const looking = setInterval(() => {
    const space = getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space')
    if (space !== undefined && space.space_size < enoughForNew) return
    setFlagsFromString('--semi-space-growth-factor=1')
    clearInterval(looking)
  }, lookEveryMs)
  looking.unref()
}
