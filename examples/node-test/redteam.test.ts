// A test for each case and one for the gate, with nothing but Node's own test runner: `node --test`, which reads TypeScript from 22.18 on.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readConfig, scan } from 'redteam-action'

void test('red team', async (t) => {
  const config = await readConfig({ path: 'redteam.toml', environment: process.env })
  const { decision, scan: finished } = await scan({ config, folder: 'redteam-results' })
  for await (const { id, verdict, outcome } of finished.results()) {
    // The reason may quote the answer, which is hostile text: report.html shows it in a way that does no harm.
    const skip = verdict === 'unscored' ? outcome : false
    await t.test(id, { skip }, () => assert.equal(verdict, 'pass', `${outcome}: see redteam-results/report.html`))
  }
  await t.test('gate', () => assert.equal(decision.status, 'pass', decision.reasons.join(' ')))
})
