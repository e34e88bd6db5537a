import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startArtifactService } from '../harness/artifact-service.ts'
import { serveDemo } from './command-line.ts'
import {
  artifactCalls,
  checkArtifactFault,
  checkEvent,
  checkRestFault,
  events,
  faults,
  restCalls,
  rights,
  type Stage,
} from './publishing.ts'

let stage: Stage
const ends: (() => void)[] = []
beforeAll(async () => {
  const endedBy = (end: () => void): void => void ends.push(end)
  const [artifacts, baseUrl] = await Promise.all([startArtifactService(), serveDemo('hardened', { endedBy })])
  stage = { artifacts, baseUrl }
})
afterAll(async () => {
  for (const end of ends) end()
  await stage.artifacts.close()
})

describe.each(events)('$name', (event) => {
  test.each(rights)('%s', async (right) => {
    await checkEvent(stage, event, right)
    expect.hasAssertions()
  })
})

describe.each(restCalls)('%s', (op) => {
  test.each(faults)('%s', async (_, fault) => {
    await checkRestFault(stage, op, fault)
    expect.hasAssertions()
  })
})

describe.each(artifactCalls)('%s', (method) => {
  // The client itself tries these again, for up to half a minute; a limit and a server's trouble that pass are no fault at all.
  test.each(faults.filter(([, { status }]) => status !== 429 && status !== 502))('%s', async (_, fault) => {
    await checkArtifactFault(stage, method, fault)
    expect.hasAssertions()
  })
})
