import { afterEach, expect, test, vi } from 'vitest'
import { mostOfArtifactName, readInputs } from '../../src/action/inputs.ts'
import { messageOf } from '../../src/core/errors.ts'

afterEach(() => {
  vi.unstubAllEnvs()
})

const flags = { 'soft-fail': 'false', sandbox: 'false', resume: 'false' }

function given(inputs: Readonly<Record<string, string>>) {
  for (const [name, value] of Object.entries({ ...flags, ...inputs })) vi.stubEnv(`INPUT_${name.toUpperCase()}`, value)
  return readInputs()
}

test('a shard is read as a part of a whole', () => {
  expect(given({ shard: '2/4' })).toMatchObject({ shard: { index: 2, of: 4 } })
  expect(given({ shard: '' })).not.toHaveProperty('shard')
})

test.each([
  [{ shard: '3/2' }, /^The input shard must be i\/n, such as 1\/4, of at most 256, not "3\/2"\.$/u],
  [{ shard: '1/2', merge: 'x' }, /^The input merge must be empty in a job that runs a shard, not "x"\.$/u],
  [{ mode: 'both' }, /^The input mode must be scan, comment, not "both"\.$/u],
  [{ baseline: 'main' }, /^The input baseline must be auto, not "main"\.$/u],
  [{ notify: 'mail' }, /^The input notify must be issue, not "mail"\.$/u],
  [{ 'fail-on-risk-level': 'Low' }, /fail-on-risk-level must be High, Medium, none, not "Low"/u],
  [{ 'min-avg-score': 'many' }, /min-avg-score must be a number from 0 to 100/u],
  [{ 'retention-days': '91' }, /retention-days must be a number from 1 to 90/u],
  [{ 'on-missing-secrets': 'pass' }, /on-missing-secrets must be fail, neutral, not "pass"/u],
  [{ 'artifact-name': 'a/b' }, /artifact-name must be a name without/u],
])('%j is refused with what is allowed', (inputs, reason) => {
  expect(() => given(inputs)).toThrow(reason)
})

test.each([
  [-1, /^n{127}$/u],
  [0, /^n{128}$/u],
  [1, /a name of at most 128 characters/u],
])('an artifact has the name that it is given, up to a limit (%i character more)', (more, outcome) => {
  const read = (): string => given({ 'artifact-name': 'n'.repeat(mostOfArtifactName + more) }).artifactName
  expect(attempted(read)).toMatch(outcome)
})

/** What comes of it, or why nothing does. */
function attempted(work: () => string): string {
  try {
    return work()
  } catch (error) {
    return messageOf(error)
  }
}
