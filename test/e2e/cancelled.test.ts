import { afterAll, beforeAll, expect, test } from 'vitest'
import { type ArtifactService, startArtifactService } from '../harness/artifact-service.ts'
import { checkCancelled, undisturbed } from './cancelled.ts'

let artifacts: ArtifactService
beforeAll(async () => {
  artifacts = await startArtifactService()
})
afterAll(() => artifacts.close())

// Five runs of the Action.
const timeout = 120_000

test('a cancelled job ends in time, keeps its journal, and the next run goes on with it', { timeout }, async () => {
  const stage = { artifacts, baseUrl: '' }
  const whole = await undisturbed(stage)
  for (const share of [0.25, 0.7]) await checkCancelled(stage, whole, Math.ceil(whole.requests * share))
  expect.hasAssertions()
})
