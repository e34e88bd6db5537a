import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../builders/temporary-folder.ts'
import { startArtifactService } from '../harness/artifact-service.ts'
import { openFromDisk } from '../harness/browser.ts'
import { startGitHub } from '../harness/github-api.ts'
import { pageLike } from '../harness/github-markdown.ts'
import { readOutput, runOurAction } from './action-run.ts'
import { projectFolder, redteam, serveDemo } from './command-line.ts'
import { writeConfig } from './config.ts'

const folder = path.join(projectFolder, 'docs', 'pictures')

/** What the README shows, taken of a real run against the demo target; and its figures are those of a run, not made up. */
test('a pull request on which the model became gullible, as its reader sees it', async () => {
  const [github, artifacts, hardened] = await Promise.all([
    startGitHub(),
    startArtifactService(),
    serveDemo('hardened'),
  ])
  const workspace = await temporaryFolder()
  const scan =
    'datasets = [{ name = "Privacy" }, { name = "Hallucination" }, { name = "OWASP LLM Top 10" }]\npreset = "smoke"'
  const named = { name: 'support-bot', modelName: 'demo' }
  const env = { RED_KEY: 'sk-picture' }
  const before = await writeConfig(workspace, { ...named, baseUrl: hardened, scan })
  expect((await redteam(['scan', before, '--output', 'before'], { cwd: workspace, env })).code).toBe(0)

  const gullible = await serveDemo('gullible')
  const gate = 'fail_on = "High"\n[baseline]\nfile = "before"'
  await runOurAction({ github, artifacts, workspace, config: { ...named, baseUrl: gullible, scan, gate }, inputs: {} })
  const comment = github.state.comments.at(-1)?.comment.body ?? ''
  await mkdir(folder, { recursive: true })
  const shown = { width: 900, isOpen: false }
  await takePicture('comment.png', pageLike([comment], shown), { width: 966, height: 560 })
  await takePicture('report.png', await readOutput(workspace, 'report.html'), { width: 1100, height: 820 })
  await Promise.all([github.close(), artifacts.close()])
})

async function takePicture(name: string, html: string, viewport: { width: number; height: number }): Promise<void> {
  const { page } = await openFromDisk(html, { viewport, deviceScaleFactor: 1 })
  await page.screenshot({ path: path.join(folder, name) })
}
