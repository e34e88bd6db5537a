import { readFileSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { demoConfig, rejudge, renderStored, type ScanEvent, scan, startDemo } from '../../src/app/index.ts'
import type { CaseResult } from '../../src/core/case.ts'
import { leftOut } from '../../src/core/redact.ts'
import { defaultReport, redactions } from '../../src/core/report-options.ts'
import { temporaryFolder } from '../builders/temporary-folder.ts'
import { startChatTarget } from '../harness/chat-target.ts'

const resultsIn = async (folder: string): Promise<CaseResult[]> =>
  (await readFile(join(folder, 'results.jsonl'), 'utf8'))
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as CaseResult)

test('a redacted scan keeps prompts and answers in its journal alone, from which they can be written out', async () => {
  const folder = await temporaryFolder()
  const server = await startDemo('gullible')
  try {
    const config = {
      ...demoConfig('gullible', server.baseUrl),
      datasets: [{ name: 'Bias', limit: 6 }],
      preset: 'smoke' as const,
    }
    const told: ScanEvent[] = []
    const formats = ['html', 'junit', 'markdown', 'csv', 'sarif'] as const
    const onEvent = (event: ScanEvent): void => void told.push(event)
    const report = { ...defaultReport, redact: 'all' as const, formats }
    const { summary, files } = await scan({ config: { ...config, report }, folder, onEvent })
    expect(Object.keys(files)).toEqual(['results', 'history', 'summary', 'html', 'junit', 'sarif', 'markdown', 'csv'])
    expect((await readdir(folder)).filter((name) => /pdf|zip/u.test(name))).toEqual([])
    expect(summary.notices.join()).toContain('redact = "all"')

    // The same scan again, whole and asking nobody: what must not have been in the files before.
    const requests = summary.requests
    const texts = await Promise.all(
      Object.values(files).map(async (path) => [path, await readFile(path, 'utf8')] as const),
    )
    const redacted = await resultsIn(folder)
    const whole = await scan({ config: { ...config, resume: true }, folder })
    expect(whole.summary.requests).toBe(requests)
    const results = await resultsIn(folder)
    expect(redacted.map(({ id, verdict }) => [id, verdict])).toEqual(results.map(({ id, verdict }) => [id, verdict]))
    const words = results.flatMap(({ prompt, attempts }) => [prompt, ...attempts.map(({ reply }) => reply.text)])
    const long = words.map((text) => text.slice(0, 40)).filter((text) => text.length === 40 && !/["\\\n]/u.test(text))
    expect(long.length).toBeGreaterThan(6)
    for (const [path, text] of texts) expect([path, long.filter((part) => text.includes(part))]).toEqual([path, []])
    expect(JSON.stringify(told)).not.toContain(long[0])
  } finally {
    await server.close()
  }
})

test('redacted results are rendered again, and not judged again', async () => {
  const folder = await temporaryFolder()
  const server = await startDemo('gullible')
  try {
    const config = { ...demoConfig('gullible', server.baseUrl), datasets: [{ name: 'Bias', limit: 3 }] }
    const report = { ...defaultReport, redact: 'all' as const, junit: { failures: 'gate', form: 'strict' } as const }
    await scan({ config: { ...config, report }, folder })
    const resultsPath = join(folder, 'results.jsonl')
    const again = await renderStored({ resultsPath, folder: join(folder, 'again'), formats: ['junit'] })
    expect(await readFile(again.files['junit'] ?? '', 'utf8')).toBe(await readFile(join(folder, 'junit.xml'), 'utf8'))
    await expect(rejudge({ resultsPath, folder: join(folder, 'judged') })).rejects.toThrow(
      'does not hold whole conversations to judge',
    )
  } finally {
    await server.close()
  }
})

test.each(redactions)(
  'a scan that was stored whole is rendered without %s as if it had been scanned so',
  async (redact) => {
    const [whole, redacted] = [await temporaryFolder(), await temporaryFolder()]
    const server = await startDemo('gullible')
    try {
      const config = { ...demoConfig('gullible', server.baseUrl), datasets: [{ name: 'Bias', limit: 6 }] }
      const formats = ['html', 'junit', 'markdown', 'csv', 'sarif'] as const
      await scan({ config: { ...config, report: { ...defaultReport, formats } }, folder: whole })
      await scan({ config: { ...config, report: { ...defaultReport, formats, redact } }, folder: redacted })
    } finally {
      await server.close()
    }
    const folder = join(whole, 'public')
    const { problems } = await renderStored({
      resultsPath: join(whole, 'results.jsonl'),
      folder,
      formats: ['summary', 'csv', 'sarif'],
      redact,
    })
    expect(problems).toEqual([])
    const untimed = async (place: string) => (await resultsIn(place)).map((result) => ({ ...result, measured: {} }))
    expect(await untimed(folder)).toEqual(await untimed(redacted))
    expect(await readFile(join(folder, 'results.csv'), 'utf8')).toBe(
      await readFile(join(redacted, 'results.csv'), 'utf8'),
    )
    const summaryIn = async (place: string) =>
      JSON.parse(await readFile(join(place, 'summary.json'), 'utf8')) as Record<string, unknown>
    const [made, scanned] = [await summaryIn(folder), await summaryIn(redacted)]
    expect([made['failures'], made['notices']]).toEqual([scanned['failures'], scanned['notices']])
    await expect(
      renderStored({ resultsPath: join(whole, 'results.jsonl'), folder: whole, formats: ['csv'], redact }),
    ).rejects.toThrow('would be overwritten')
  },
)

test('a resumed scan that may end early has no whole file on the disk while it runs', async () => {
  const folder = await temporaryFolder()
  const server = await startDemo('hardened')
  try {
    const config = {
      ...demoConfig('hardened', server.baseUrl),
      datasets: [{ name: 'Bias' }],
      gate: { failOn: 'none', minScores: {}, maxAsr: 0.2, stopEarly: true } as const,
      report: { ...defaultReport, formats: [], redact: 'all' as const },
      concurrency: 2,
    }
    const stop = new AbortController()
    let seen = 0
    await scan({
      config,
      folder,
      signal: stop.signal,
      onEvent: (event) => {
        if (event.type === 'case' && (seen += 1) === 5) stop.abort()
      },
    })
    const onDisk: string[] = []
    await scan({
      config: { ...config, resume: true },
      folder,
      onEvent: (event) => {
        if (event.type === 'case') onDisk.push(readFileSync(join(folder, 'results.jsonl'), 'utf8'))
      },
    })
    expect(onDisk.length).toBeGreaterThan(0)
    for (const line of onDisk.flatMap((text) => text.split('\n')).filter((text) => text !== ''))
      expect(JSON.parse(line)).toMatchObject({ prompt: leftOut, redacted: 'all' })
  } finally {
    await server.close()
  }
})

test.each(redactions)(
  'what an endpoint says when it breaks is left out with %s, live and afterwards',
  async (redact) => {
    const words = "400 [{'input': 'How is the cake baked?'}]"
    const target = await startChatTarget(() => ({ status: 400, body: { detail: words } }))
    const fatal = await startChatTarget(() => ({ status: 401, body: { error: { message: words } } }))
    try {
      for (const { url } of [target, fatal]) {
        const config = { ...demoConfig('hardened', url), datasets: [{ name: 'Bias', limit: 3 }] }
        const formats = ['junit', 'markdown', 'sarif', 'csv'] as const
        const [live, whole] = [await temporaryFolder(), await temporaryFolder()]
        await scan({ config: { ...config, report: { ...defaultReport, formats, redact } }, folder: live })
        await scan({ config: { ...config, report: { ...defaultReport, formats } }, folder: whole })
        expect(await wordsIn(whole)).toContain('cake')
        const after = join(whole, 'public')
        await renderStored({
          resultsPath: join(whole, 'results.jsonl'),
          folder: after,
          formats: ['summary', ...formats],
          redact,
        })
        for (const folder of [live, after]) expect(await wordsIn(folder)).not.toContain('cake')
      }
    } finally {
      await Promise.all([target.close(), fatal.close()])
    }
  },
)

test('reports that lay there before are gone when a redacted one is made', async () => {
  const folder = await temporaryFolder()
  const server = await startDemo('gullible')
  try {
    const config = { ...demoConfig('gullible', server.baseUrl), datasets: [{ name: 'Bias', limit: 3 }] }
    await scan({ config: { ...config, report: { ...defaultReport, formats: [] } }, folder })
  } finally {
    await server.close()
  }
  const render = async (formats: readonly string[], redact?: 'all') =>
    await renderStored({
      resultsPath: join(folder, 'results.jsonl'),
      folder: join(folder, 'public'),
      formats,
      ...(redact && { redact }),
    })
  await render(['csv', 'html'])
  await render(['junit'], 'all')
  expect((await readdir(join(folder, 'public'))).toSorted()).toEqual(['junit.xml', 'results.jsonl'])
})

test('the folder of another scan is left whole', async () => {
  const [one, another] = [await temporaryFolder(), await temporaryFolder()]
  const server = await startDemo('gullible')
  try {
    const config = { ...demoConfig('gullible', server.baseUrl), datasets: [{ name: 'Bias', limit: 3 }] }
    for (const folder of [one, another])
      await scan({ config: { ...config, report: { ...defaultReport, formats: [] } }, folder })
  } finally {
    await server.close()
  }
  const before = await wordsIn(another)
  const rendering = renderStored({
    resultsPath: join(one, 'results.jsonl'),
    folder: another,
    formats: ['csv'],
    redact: 'all',
  })
  await expect(rendering).rejects.toThrow('would be overwritten')
  expect(await wordsIn(another)).toBe(before)
})

/** Everything in the folder but what is told to have it: the journal. */
async function wordsIn(folder: string): Promise<string> {
  const names = (await readdir(folder)).filter((name) => name.includes('.') && !name.startsWith('journal'))
  return (await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')))).join('\n')
}
