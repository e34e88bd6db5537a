/** Takes one item of each queue in turn until all are empty, so that wherever the reading is cut no queue went short. */
export function* interleave<T>(queues: readonly Iterable<T>[]): Iterable<T> {
  let open = queues.map((queue) => queue[Symbol.iterator]())
  while (open.length > 0) {
    const left: Iterator<T>[] = []
    for (const queue of open) {
      const step = queue.next()
      if (step.done === true) continue
      left.push(queue)
      yield step.value
    }
    open = left
  }
}
