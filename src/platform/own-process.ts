import { setFlagsFromString } from 'node:v8'
import { keepHeapSmall } from './heap.ts'

/** Sets the engine that runs JavaScript up for a scan. It changes the whole process, so it is for a process of our own. */
export function setUpOwnProcess(): void {
  keepHeapSmall()
  compilePatternsOnce()
}

/**
 * A pattern is compiled at its first use to run slowly, and at its second to run fast. The judge has hundreds of large ones and uses
 * each many times; left to itself that took half of the processor time of a scan of the demo target.
 */
const compilePatternsOnce = (): void => setFlagsFromString('--no-regexp-tier-up')
