import { decodePayload, previewAttack } from '../app/index.ts'
import { say } from './terminal.ts'

export interface AttackOptions {
  readonly text: string
  readonly mode?: string
  readonly seed: number
  readonly json?: boolean
  readonly payload?: boolean
  readonly decode?: boolean
}

/** `redteam attack NAME --text TEXT`: what the attack would send; nobody is asked. */
export async function showAttack(name: string, options: AttackOptions): Promise<void> {
  const request = { name, text: options.text, mode: options.mode, seed: options.seed }
  if (options.decode === true) {
    say(decodePayload(request))
    return
  }
  const preview = await previewAttack(request)
  if (options.payload === true) say(preview.payload)
  else if (options.json === true) say(JSON.stringify(preview, null, 2))
  else say(inWords(preview))
}

function inWords({ attack, seed, payload, conversations }: Awaited<ReturnType<typeof previewAttack>>): string {
  const requests = conversations.flatMap((messages, i) => [
    '',
    `--- request ${i + 1} of ${conversations.length}`,
    ...messages.flatMap(({ role, content }) => [`[${role}]`, content]),
  ])
  return [`${attack}, seed ${seed}`, `payload: ${payload}`, ...requests].join('\n')
}
