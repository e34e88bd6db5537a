import { afterAll, beforeAll, expect, test } from 'vitest'
import { randomFrom } from '../../src/core/random.ts'
import { type ArtifactService, startArtifactService } from '../harness/artifact-service.ts'
import { checkCancelled, concurrency, undisturbed } from './cancelled.ts'

let artifacts: ArtifactService
beforeAll(async () => {
  artifacts = await startArtifactService()
})
afterAll(() => artifacts.close())

test('jobs that are cancelled at 10 random moments all end in time and are gone on with', async () => {
  const stage = { artifacts, baseUrl: '' }
  const whole = await undisturbed(stage)
  const random = randomFrom(7, 'cancelled')
  // Later than this the scan is over before the signal is there.
  const latest = whole.requests - 3 * concurrency
  for (let n = 0; n < 10; n++) await checkCancelled(stage, whole, 1 + Math.floor(random() * latest))
  expect.hasAssertions()
})
