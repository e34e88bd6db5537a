/** Aborts at the first SIGINT or SIGTERM, so that a scan can leave its files in order. A second one ends the process at once. */
export function stopOnSignals(tell: (text: string) => void): AbortSignal {
  const stop = new AbortController()
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.once(name, () => {
      tell('stopping: writing what there is; press again to quit at once')
      stop.abort(new Error(`stopped by ${name}`))
    })
  }
  return stop.signal
}
