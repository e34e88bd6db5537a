import { progressLine, type ScanEvent, serviceLines } from '../app/index.ts'
import { oneLine } from '../core/neutralise.ts'
import { liveScreen, type Terminal } from './live-screen.ts'
import { afterEvent, nothingYet } from './live-state.ts'
import { liveView } from './live-view.ts'

/** Shows how far a scan is. */
export interface Progress {
  readonly onEvent: (event: ScanEvent) => void
  /** A sentence that stays, whatever is being drawn. */
  readonly say: (text: string) => void
  /** Nothing is drawn any more, and what was drawn over and over is gone. */
  readonly end: () => void
}

export interface ProgressOptions {
  readonly isColoured: boolean
  /** Milliseconds, from anywhere. */
  readonly now: () => number
  /** Whether rows can be drawn over; else it is written line by line. */
  readonly isLive: boolean
}

export const progress = (terminal: Terminal, options: ProgressOptions): Progress =>
  options.isLive ? liveProgress(terminal, options) : plainProgress(terminal)

/** A picture changes so often at the most. */
const betweenDrawingsMs = 100

function liveProgress(terminal: Terminal, { isColoured, now }: ProgressOptions): Progress {
  const screen = liveScreen(terminal, isColoured)
  let state = nothingYet
  let drawnAt = Number.NEGATIVE_INFINITY
  const draw = (): void => {
    const { columns = 80, rows = 24 } = terminal
    screen.draw(liveView(state, { columns, rows }))
    drawnAt = now()
  }
  const say = (text: string): void => {
    screen.clear()
    terminal.write(`${oneLine(text)}\n`)
    if (state !== nothingYet) draw()
  }
  const lineOf = serviceLines()
  return {
    onEvent(event) {
      if (event.type === 'note') return say(event.text)
      if (event.type === 'service') return sayIf(say, lineOf(event))
      if (event.type === 'planned') say(planInWords(event))
      if (event.type === 'report') return
      state = afterEvent(state, event)
      if (state.done === state.cases || now() - drawnAt >= betweenDrawingsMs) draw()
    },
    say,
    end: () => screen.clear(),
  }
}

/** A log gets a line every tenth of the way. */
function plainProgress(output: Terminal): Progress {
  const [lineOf, serviceLineOf] = [progressLine(), serviceLines()]
  let tenth = 0
  const say = (text: string): void => void output.write(`${oneLine(text)}\n`)
  return {
    onEvent(event) {
      if (event.type === 'note') say(event.text)
      if (event.type === 'planned') say(planInWords(event))
      if (event.type === 'service') sayIf(say, serviceLineOf(event))
      if (event.type !== 'case') return
      const share = event.done / event.cases
      const counted = lineOf(event)
      if (Math.floor(share * 10) <= tenth) return
      tenth = Math.floor(share * 10)
      say(`${counted} (${Math.floor(share * 100)} %)`)
    },
    say,
    end: () => undefined,
  }
}

const sayIf = (say: (text: string) => void, text: string | undefined): void => {
  if (text !== undefined) say(text)
}

const planInWords = ({ cases, requests, done }: ScanEvent & { readonly type: 'planned' }): string =>
  `${cases} cases, about ${requests.expected} requests${done > 0 ? `, ${done} cases done before` : ''}`
