import { PassThrough } from 'node:stream'
import { text } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { questions } from '../../src/cli/ask.ts'
import { choose } from '../../src/cli/init.ts'

/** What comes of these lines typed at a terminal, and what was shown there. */
async function answered(lines: readonly string[], options: Parameters<typeof choose>[0] = {}) {
  const [input, output] = [new PassThrough(), new PassThrough()]
  const asking = questions(input, output)
  const left = [...lines]
  output.on('data', (shown: Buffer) => {
    if (!String(shown).includes('?')) return
    const next = left.shift()
    if (next === undefined) input.end()
    else input.write(`${next}\n`)
  })
  const shown = text(output)
  const choices = await choose(options, asking).finally(() => {
    asking.close()
    output.end()
  })
  return { choices, shown: await shown }
}

test('asks for what the flags leave open, and an empty answer takes what is usual', async () => {
  const { choices, shown } = await answered(['', 'model-2', ' Bias , Privacy ,', 'N'])
  expect(choices).toEqual({
    baseUrl: 'https://api.openai.com/v1',
    modelName: 'model-2',
    datasets: ['Bias', 'Privacy'],
    workflow: false,
  })
  expect(shown).toContain('[https://api.openai.com/v1]')
})

test('asks nothing that a flag says', async () => {
  const given = { model: 'm', baseUrl: 'https://a.test/v1', datasets: 'Bias', workflow: true }
  const { choices, shown } = await answered([], given)
  expect(choices).toMatchObject({ modelName: 'm', workflow: true })
  expect(shown).toBe('')
})

test('a terminal that is closed ends it', async () => {
  await expect(answered(['https://a.test/v1'])).rejects.toMatchObject({
    code: 'config',
    message: 'Stopped: nothing was written.',
  })
})

test('without a terminal the model has to be said, and the rest is as usual', async () => {
  await expect(choose({}, undefined)).rejects.toMatchObject({
    code: 'config',
    message: expect.stringContaining('redteam init --model NAME') as string,
  })
  expect(await choose({ model: 'm' }, undefined)).toEqual({
    baseUrl: 'https://api.openai.com/v1',
    modelName: 'm',
    datasets: ['Privacy', 'Hallucination', 'OWASP LLM Top 10'],
    workflow: true,
  })
})

test('lines that come all at once are kept for their questions', async () => {
  const input = new PassThrough()
  const asking = questions(input, new PassThrough())
  input.end('https://a.test/v1\nm\nBias\nn\n')
  expect(await choose({}, asking)).toEqual({
    baseUrl: 'https://a.test/v1',
    modelName: 'm',
    datasets: ['Bias'],
    workflow: false,
  })
})
