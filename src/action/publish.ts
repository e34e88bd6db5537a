import { notice, summary as stepSummary, warning } from '@actions/core'
import { renderMarkdown, type ScanOutcome } from '../app/index.ts'
import { publishComment, publishFiles, takesArtifacts } from '../app/publish.ts'
import { messageOf } from '../core/errors.ts'
import { oneLine } from '../core/neutralise.ts'
import type { Inputs } from './inputs.ts'
import type { Published } from './outputs.ts'

/** Step summary, artifact, comment, in this order. Each may fail without touching the others or the verdict: it is one warning. */
export async function publish(outcome: ScanOutcome, inputs: Inputs): Promise<Published> {
  await summarise(renderMarkdown(outcome.scan, { most: mostOfSummary, hasChart: true }))
  const artifact = await upload(outcome, inputs)
  const artifactUrl = artifact?.url ?? ''
  const key = `${inputs.config} ${inputs.artifactName}`
  const onFailureOnly = inputs.comment === 'on-failure'
  const commentUrl =
    inputs.comment === 'never'
      ? undefined
      : await attempt('The pull request comment', () =>
          publishComment(outcome, { token: inputs.token, artifactUrl, key, onFailureOnly }),
        )
  return { artifactId: artifact === undefined ? '' : String(artifact.id), artifactUrl, commentUrl: commentUrl ?? '' }
}

/** A summary of more than 1,048,576 bytes is dropped as a whole, and no character takes more than four. */
const mostOfSummary = 260_000

export async function summarise(markdown: string): Promise<void> {
  await attempt('The step summary', () => stepSummary.addRaw(markdown, true).write())
}

async function upload({ files }: ScanOutcome, inputs: Inputs) {
  if (takesArtifacts()) return await attempt('The artifact', () => publishFiles(files, inputs))
  notice(
    oneLine(
      `This GitHub Enterprise Server takes no artifacts from this Action; the results are in ${inputs.outputDir}. Upload the folder with a version of actions/upload-artifact that the server supports.`,
    ),
  )
  return undefined
}

async function attempt<T>(what: string, work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work()
  } catch (error) {
    const denied = /not accessible by integration/iu.test(messageOf(error))
      ? ' The job needs permissions: pull-requests: write.'
      : ''
    warning(oneLine(`${what} failed; the verdict is not affected. ${messageOf(error)}${denied}`))
    return undefined
  }
}
