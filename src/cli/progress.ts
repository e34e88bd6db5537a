import { progressLine, type ScanEvent, serviceLine } from '../app/index.ts'
import { oneLine } from '../core/neutralise.ts'

/** Where progress is shown: a terminal redraws one line, a log gets a line now and then. */
export interface ProgressOutput {
  readonly isTTY?: boolean
  readonly write: (text: string) => unknown
}

/** Shows how far a scan is: a bar in a terminal, a line every tenth of the way elsewhere. */
export function progress(output: ProgressOutput): (event: ScanEvent) => void {
  const isLive = output.isTTY === true
  const lineOf = progressLine()
  let shownTenth = 0
  let shown = 0
  let shownStatus = ''
  const showService = (event: ScanEvent & { readonly type: 'service' }): void => {
    const { percentage, status } = event.progress
    const tenth = Math.floor((percentage ?? 0) / 10)
    const line = oneLine(serviceLine(event))
    if (isLive) {
      output.write(`\r${bar((percentage ?? 0) / 100)} ${line.padEnd(shown)}${isOver(status) ? '\n' : ''}`)
      shown = line.length
    } else if (status !== shownStatus || tenth > shownTenth) output.write(`${line}\n`)
    shownStatus = status
    shownTenth = tenth
  }
  return (event) => {
    if (event.type === 'note') output.write(`${oneLine(event.text)}\n`)
    if (event.type === 'planned') {
      output.write(
        `${event.cases} cases, about ${event.requests.expected} requests${event.done > 0 ? `, ${event.done} cases done before` : ''}\n`,
      )
    }
    if (event.type === 'service') showService(event)
    if (event.type !== 'case') return
    const { done, cases } = event
    const share = done / cases
    const counted = lineOf(event)
    if (isLive) {
      // What stood there before may have been longer.
      output.write(`\r${bar(share)} ${counted.padEnd(shown)}${done === cases ? '\n' : ''}`)
      shown = counted.length
    } else if (Math.floor(share * 10) > shownTenth) {
      shownTenth = Math.floor(share * 10)
      output.write(`${counted} (${Math.floor(share * 100)} %)\n`)
    }
  }
}

const isOver = (status: string): boolean => status !== 'Scanning' && status !== 'Initializing'

const width = 24
const bar = (share: number): string => '█'.repeat(Math.round(share * width)).padEnd(width, '░')
