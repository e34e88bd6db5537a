import type { Message, Reply } from '../../src/core/message.ts'
import type { Target } from '../../src/core/target.ts'

export const reply = (changes: Partial<Reply> = {}): Reply => ({
  text: 'I cannot help with that.',
  finish: 'stop',
  tokens: { input: 10, output: 5 },
  ...changes,
})

/** What a script answers: a text, a reply in detail, or an error to reject with. */
type Scripted = string | Partial<Reply> | Error

/** Answers the `n`th question, counted from 0. */
export type Script = (messages: readonly Message[], n: number, signal: AbortSignal) => Scripted | Promise<Scripted>

export interface ScriptedTarget extends Target {
  /** Every conversation it was asked, in order of arrival. */
  readonly asked: readonly (readonly Message[])[]
}

/** A target that follows a script; without one it declines. */
export function scriptedTarget(script: Script = () => ({})): ScriptedTarget {
  const asked: (readonly Message[])[] = []
  return {
    asked,
    async ask(messages, signal) {
      const n = asked.push(messages) - 1
      const answer = await script(messages, n, signal)
      if (answer instanceof Error) throw answer
      return { reply: reply(typeof answer === 'string' ? { text: answer } : answer), tries: 1, ms: 7 }
    },
  }
}
