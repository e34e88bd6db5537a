/** A scan that waits for its turn. */
export interface Waiting {
  readonly id: string
  readonly user: string
}

/** The next to run: of the user who has fewest scans at work, the one that waits longest. */
export function nextOf<T extends Waiting>(waiting: readonly T[], running: readonly Waiting[]): T | undefined {
  const atWork = (user: string): number => running.filter((one) => one.user === user).length
  let chosen: { readonly one: T; readonly atWork: number } | undefined
  for (const one of waiting) {
    // What was paused a moment ago is still putting its files in order.
    if (running.some(({ id }) => id === one.id)) continue
    const mine = atWork(one.user)
    if (chosen === undefined || mine < chosen.atWork) chosen = { one, atWork: mine }
  }
  return chosen?.one
}
