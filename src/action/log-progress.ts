import { info } from '@actions/core'
import { progressLine, type ScanEvent, serviceLines } from '../app/index.ts'
import { oneLine } from '../core/neutralise.ts'

/** A CI log gets a line every tenth of the way. */
export function logProgress(): (event: ScanEvent) => void {
  let tenth = 0
  const [lineOf, serviceLineOf] = [progressLine(), serviceLines()]
  return (event) => {
    if (event.type === 'note') info(oneLine(event.text))
    if (event.type === 'planned') info(`${event.cases} cases, about ${event.requests.expected} requests`)
    const said = event.type === 'service' ? serviceLineOf(event) : undefined
    if (said !== undefined) info(oneLine(said))
    if (event.type !== 'case') return
    const line = lineOf(event)
    if (Math.floor((event.done / event.cases) * 10) <= tenth) return
    tenth = Math.floor((event.done / event.cases) * 10)
    info(line)
  }
}
