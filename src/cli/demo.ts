import {
  demoConfig,
  demoNotice,
  type ExitCode,
  exitCodeOf,
  type PersonalityName,
  scan,
  startDemo,
} from '../app/index.ts'
import { showResult } from './result.ts'
import { stopOnSignals } from './signals.ts'
import { say, sayLines, tell } from './terminal.ts'
import { watched } from './watched.ts'

/** `redteam demo`: starts the demo target on a free port and scans it. */
export async function demo(personality: PersonalityName, folder: string): Promise<ExitCode> {
  const server = await startDemo(personality)
  try {
    const config = demoConfig(personality, server.baseUrl)
    const notices = [demoNotice(personality)]
    const outcome = await watched((progress) => scan({ config, folder, notices, ...progress }))
    sayLines(showResult(outcome))
    return exitCodeOf(outcome)
  } finally {
    await server.close()
  }
}

/** `redteam demo --serve`: only the target, until the process is stopped. */
export async function serveDemo(personality: PersonalityName, port: number): Promise<void> {
  const server = await startDemo(personality, port)
  const stopped = stopOnSignals(tell)
  say(`The demo target "${personality}" listens at ${server.baseUrl} (model demo-${personality}, any key).`)
  await new Promise<void>((resolve) => {
    stopped.addEventListener('abort', () => resolve(), { once: true })
  })
  await server.close()
  tell('stopped')
}
