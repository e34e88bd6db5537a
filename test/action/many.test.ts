import { afterEach, describe, expect, test, vi } from 'vitest'
import { finish } from '../../src/action/finish.ts'
import type { Inputs } from '../../src/action/inputs.ts'
import type { Ended } from '../../src/action/jobs.ts'
import { mostOfOutputs, outputsOf, withinLimit } from '../../src/action/outputs.ts'
import { ConfigError } from '../../src/core/errors.ts'
import type { Shard } from '../../src/core/shard.ts'
import { caseResult } from '../builders/case-result.ts'
import { finishedScan } from '../builders/finished-scan.ts'

const outcomes = { fail: 'complied', pass: 'refused', inconclusive: 'no_answer' } as const
type Kind = keyof typeof outcomes | 'broken' | 'wrong'

async function ended(kind: Kind, shard?: Shard): Promise<Ended> {
  const job: Ended['job'] = {
    name: `${kind}.toml`,
    folder: kind,
    artifactName: kind,
    secrets: [],
    checkpoint: undefined,
    run: () => Promise.reject(new Error('it has run')),
  }
  if (kind === 'broken') return { job, error: new Error('the disk is full') }
  if (kind === 'wrong') return { job, error: new ConfigError([{ message: 'too many requests' }]) }
  const results = Array.from({ length: 12 }, (_, i) =>
    caseResult({ id: `bias/b-${i}/direct/1`, dataset: 'Bias', outcome: outcomes[kind] }),
  )
  const scan = await finishedScan(results)
  return {
    job,
    outcome: { ...scan, scan, problems: [], files: { results: `${kind}/results.jsonl` }, ...(shard && { shard }) },
  }
}

const all = async (kinds: readonly Kind[]): Promise<readonly Ended[]> =>
  await Promise.all(kinds.map((kind) => ended(kind)))

/** The exit code of such scans, and the commands that were printed. */
async function finished(given: readonly Ended[], softFail = false) {
  const said = vi.spyOn(process.stdout, 'write').mockReturnValue(true)
  try {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- finish looks at nothing else
    finish(given, { softFail } as Inputs)
    return { code: process.exitCode ?? 0, said: said.mock.calls.map(([line]) => String(line)) }
  } finally {
    said.mockRestore()
    process.exitCode = undefined
  }
}
afterEach(() => {
  process.exitCode = undefined
})

describe('several scans', () => {
  test.each<[readonly Kind[], number]>([
    [['pass', 'pass'], 0],
    [['pass', 'inconclusive'], 3],
    [['pass', 'broken'], 3],
    [['inconclusive', 'wrong', 'pass'], 2],
    [['wrong', 'fail', 'broken'], 1],
  ])('%j end with %i, and one error says all that failed', async (kinds, code) => {
    const { code: found, said } = await finished(await all(kinds))
    expect(found).toBe(code)
    const errors = said.filter((line) => line.startsWith('::error'))
    expect(errors).toHaveLength(code === 0 ? 0 : 1)
    for (const kind of kinds.filter((one) => one !== 'pass')) expect(errors[0]).toContain(`${kind}.toml: `)
  })

  test('soft-fail forgives failed gates and nothing else', async () => {
    expect((await finished(await all(['fail', 'pass']), true)).code).toBe(0)
    expect((await finished(await all(['fail', 'inconclusive']), true)).code).toBe(3)
  })

  test('have the worst verdict, the sums and all paths as outputs, and each its own as JSON', async () => {
    const artifact = { id: 7, url: 'https://a.test/7' }
    const outputs = outputsOf(await all(['pass', 'fail', 'broken']), {
      artifacts: [artifact, undefined, undefined],
      commentUrl: 'c',
    })
    expect(outputs).toMatchObject({
      status: 'Error',
      gate: 'fail',
      'risk-level': 'High',
      'avg-score': '0',
      total: '24',
      failed: '12',
      'failed-datasets': '["Bias"]',
      'results-path': 'pass/results.jsonl\nfail/results.jsonl',
      'artifact-id': '7',
      'comment-url': 'c',
    })
    const each = JSON.parse(outputs.results) as Record<string, { gate: string }>
    expect(Object.entries(each).map(([name, { gate }]) => [name, gate])).toEqual([
      ['pass.toml', 'pass'],
      ['fail.toml', 'fail'],
      ['broken.toml', 'inconclusive'],
    ])
  })
})

test('a shard that came to its end is green, and a notice says that this is no verdict', async () => {
  const { code, said } = await finished([await ended('inconclusive', { index: 2, of: 4 })])
  expect(code).toBe(0)
  expect(said.filter((line) => line.startsWith('::notice'))).toEqual([
    expect.stringContaining('This was shard 2 of 4, which has no verdict. The job that merges all shards has it'),
  ])
})

describe('outputs', () => {
  const size = (outputs: object): number =>
    Object.entries(outputs).reduce((sum, [name, value]) => sum + name.length + String(value).length, 0)

  test.each([-1, 0, 1])(
    'are all set up to a limit, and beyond it without the longest (%i character more)',
    async (more) => {
      const said = vi.spyOn(process.stdout, 'write').mockReturnValue(true)
      const outputs = outputsOf(await all(['pass', 'fail']), { artifacts: [], commentUrl: 'https://github.test/1' })
      const filled = { ...outputs, results: 'r'.repeat(mostOfOutputs + more - size(outputs) + outputs.results.length) }
      expect(size(filled)).toBe(mostOfOutputs + more)
      expect(withinLimit(filled)).toEqual(more > 0 ? { ...outputs, results: '{}' } : filled)
      expect(said.mock.calls.map(([line]) => String(line))).toHaveLength(more > 0 ? 1 : 0)
      said.mockRestore()
    },
  )
})
