import type { Judge } from '../core/judge.ts'
import { readyRules } from './features.ts'
import { consult } from './oracle.ts'
import { readAnswer } from './read-answer.ts'

/** Judges by wording and oracle, with no model: free, the same every time, and honest about what it cannot tell. */
export function ruleJudge(): Judge {
  return {
    id: 'rules',
    version: '2',
    isDeterministic: true,
    warmUp: readyRules,
    judge: ({ behavior, messages, twin, ...answer }) =>
      Promise.resolve(
        consult(
          behavior,
          readAnswer({ ...answer, behavior, messages }),
          twin && readAnswer({ behavior, reply: twin, messages }),
        ),
      ),
  }
}
