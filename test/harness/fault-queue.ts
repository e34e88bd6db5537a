/** A failure to play instead of the true answer. */
export interface Fault {
  /** How many calls it spoils; 1 when left out. */
  readonly times?: number
  readonly status?: number
  readonly message?: string
  readonly headers?: Readonly<Record<string, string>>
  /** Cuts the connection without an answer. */
  readonly drop?: true
}

/** Faults waiting for the call that they spoil. */
export interface FaultQueue<Injected extends Fault> {
  readonly inject: (fault: Injected) => void
  /** The oldest fault for this call, used up by one. */
  readonly take: (call: string) => Injected | undefined
}

/** A queue of faults, each meant for the call that `callOf` names. */
export const createFaultQueue = <Injected extends Fault>(callOf: (fault: Injected) => string): FaultQueue<Injected> => {
  const waiting: { fault: Injected; left: number }[] = []
  return {
    inject: (fault) => void waiting.push({ fault, left: fault.times ?? 1 }),
    take: (call) => {
      const found = waiting.find(({ fault, left }) => left > 0 && callOf(fault) === call)
      if (found) found.left -= 1
      return found?.fault
    },
  }
}
