export interface Measured {
  readonly wallMs: number
  /** Of this process, system time included. */
  readonly cpuMs: number
  /** The most memory this process had at any time, in MB. */
  readonly peakMb: number
}

/** Measures from here on. */
export function startMeter(): { readonly read: () => Measured } {
  const [startedAt, cpu] = [performance.now(), process.cpuUsage()]
  return {
    read() {
      const { user, system } = process.cpuUsage(cpu)
      return {
        wallMs: performance.now() - startedAt,
        cpuMs: (user + system) / 1000,
        peakMb: process.resourceUsage().maxRSS / 1024,
      }
    },
  }
}
