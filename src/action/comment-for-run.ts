import { notice } from '@actions/core'
import { commentForRun } from '../app/comment-for-run.ts'
import { ConfigError, messageOf } from '../core/errors.ts'
import { oneLine } from '../core/neutralise.ts'
import { fail } from './finish.ts'
import type { Inputs } from './inputs.ts'
import { notRun, setOutputs } from './outputs.ts'

/** `mode: comment`: nothing is scanned and nothing gated; a comment that cannot be written fails the step. */
export async function runCommentMode({ token, artifactName }: Inputs): Promise<void> {
  try {
    const commented = await commentForRun({ token, artifactName })
    setOutputs({ ...notRun, 'comment-url': 'url' in commented ? commented.url : '' })
    if ('why' in commented) notice(oneLine(`No comment was written. ${commented.why}`))
  } catch (error) {
    if (error instanceof ConfigError) throw error
    setOutputs(notRun)
    fail(oneLine(`The comment could not be written: ${messageOf(error)}`), 3)
  }
}
