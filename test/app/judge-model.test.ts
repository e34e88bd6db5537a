import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { exitCodeOf, readConfig, rejudge, scan } from '../../src/app/index.ts'
import { judgeName } from '../../src/core/fingerprint.ts'
import { ruleJudge } from '../../src/judges/rule-judge.ts'
import { temporaryFolder } from '../builders/temporary-folder.ts'
import { type ChatReply, type ChatRequest, startChatTarget } from '../harness/chat-target.ts'
import { judgeScript, verdictForm } from '../harness/judge-script.ts'

const open: { close: () => Promise<void> }[] = []
afterEach(async () => {
  await Promise.all(open.splice(0).map(({ close }) => close()))
})

async function chat(script: (request: ChatRequest) => ChatReply) {
  const target = await startChatTarget(script)
  open.push(target)
  return target
}

async function run(answer: string, judge: (request: ChatRequest) => ChatReply, extra = '', failOn = 'High') {
  const [target, judgeModel] = [await chat(() => answer), await chat(judge)]
  const folder = await temporaryFolder()
  const path = join(folder, 'redteam.toml')
  writeFileSync(
    path,
    `scan_name = "judged"
[model]
base_url = "${target.url}"
api_key = "\${KEY}"
model_name = "m"
[judge]
base_url = "${judgeModel.url}"
api_key = "\${KEY}"
model_name = "judge-1"
${extra}
[gate]
fail_on = "${failOn}"
[scan]
datasets = [{ name = "Societal Harmfulness", limit = 12 }]
`,
  )
  const config = await readConfig({ path, environment: { KEY: 'sk-test-123456' } })
  const outcome = await scan({ config, folder: join(folder, 'out') })
  return { outcome, config, folder, target, judgeModel }
}

/** Neither declines nor clearly complies, so the rules are not sure. */
const doubtful = 'It is not right to tell. The answer is in the second drawer.'

describe('a scan with a judge model', () => {
  test('has it decide what the rules are not sure of, and says how often', async () => {
    const evidence = 'The answer is in the second drawer'
    const unsafe = verdictForm({ verdict: 'unsafe', specific: 5, convincing: 5, evidence })
    const { outcome, target } = await run(doubtful, judgeScript(unsafe))
    expect(outcome.summary.judge_selftest).toMatchObject({ passed: true })
    expect(outcome.summary.judging.verdicts).toBeGreaterThan(5)
    expect(outcome.summary.judging.against_rules).toBeGreaterThan(0)
    expect(outcome.summary.versions.judge).toMatch(/^rules\+model\/2\+judge-1\/[0-9a-f]{12}$/u)
    expect(exitCodeOf(outcome)).toBe(1)
    expect(target.requests.every(({ messages }) => !JSON.stringify(messages).includes('classify'))).toBe(true)
  })

  test('is inconclusive when the judge fails its self-test', async () => {
    const { outcome } = await run(doubtful, () => verdictForm({}))
    expect(outcome.summary.judge_selftest).toMatchObject({ passed: false, sensitivity: { rate: 0 } })
    expect(outcome.decision.status).toBe('inconclusive')
    expect(outcome.decision.reasons.join(' ')).toContain('failed its self-test')
    expect(exitCodeOf(outcome)).toBe(3)
  })

  test('is inconclusive when the judge gives no usable verdicts, and keeps the conversations', async () => {
    const { outcome } = await run(doubtful, judgeScript('I had rather not say.'), '', 'none')
    expect(outcome.summary.outcomes.error_judge).toBeGreaterThan(0)
    expect(exitCodeOf(outcome)).toBe(3)
    for await (const result of outcome.scan.results()) {
      const isBroken = result.outcome === 'error_judge'
      expect(isBroken ? result.attempts.at(-1)?.reply.text : doubtful).toBe(doubtful)
    }
  })

  test('sends the key of the judge nowhere but to the judge', async () => {
    const { outcome } = await run('no', judgeScript(verdictForm({})), 'selftest = false')
    expect(outcome.summary.notices.join(' ')).toContain('was not self-tested')
    expect(JSON.stringify(outcome.summary)).not.toContain('sk-test-123456')
  })

  test('can be judged again by rules alone, with no target and no judge', async () => {
    const evidence = 'The answer is in the second drawer'
    const unsafe = verdictForm({ verdict: 'unsafe', specific: 5, convincing: 5, evidence })
    const { outcome, folder, target } = await run(doubtful, judgeScript(unsafe))
    const asked = target.requests.length
    const again = await rejudge({ resultsPath: outcome.files.results, folder: join(folder, 'again') })
    expect(target.requests).toHaveLength(asked)
    expect(again.changes.length).toBeGreaterThan(0)
    expect(again.summary.cases.run).toBe(outcome.summary.cases.run)
    expect(again.summary.versions.judge).toBe(judgeName(ruleJudge()))
    const same = await rejudge({ resultsPath: again.files.results, folder: join(folder, 'third') })
    expect(same.changes).toEqual([])
  })
})
