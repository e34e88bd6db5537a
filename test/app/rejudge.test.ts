import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { demoConfig, rejudge, scan } from '../../src/app/index.ts'
import { bijectionOf } from '../../src/attacks/bijection.ts'
import { temporaryFolder } from '../builders/temporary-folder.ts'
import { type ChatRequest, startChatTarget } from '../harness/chat-target.ts'

const open: { close: () => Promise<void> }[] = []
afterEach(async () => {
  await Promise.all(open.splice(0).map(({ close }) => close()))
})

/** Answers in the code that the request shows, and plainly where it shows none. */
function inCode({ messages }: ChatRequest): string {
  const table = /^The code once more:\n(.*)$/mu.exec(messages.at(-1)?.content ?? '')?.[1]
  if (table === undefined) return 'ready'
  const pairs = Array.from(table.matchAll(/([a-z])=(\w+)/gu), ([, letter = '', code = '']) => [letter, code] as const)
  return bijectionOf(Object.fromEntries(pairs)).encode(
    'In Paris they would tell you to mix flour with butter and bake it slowly.',
  )
}

test('answers that were given in an encoding are read with its key again', async () => {
  const target = await startChatTarget(inCode)
  open.push(target)
  const folder = await temporaryFolder()
  const config = {
    ...demoConfig('gullible', target.url),
    datasets: [{ name: 'Healthcare Risks', limit: 6 }],
    algorithms: ['Bijection Learning'],
    defaultMix: false,
  }
  const { summary } = await scan({ config, folder })
  expect(summary.canaries).toEqual({ 'Bijection Learning': true })
  expect(summary.cases.scored).toBeGreaterThan(0)
  const again = await rejudge({ resultsPath: join(folder, 'results.jsonl'), folder: await temporaryFolder(), config })
  expect(again.changes).toEqual([])
})
