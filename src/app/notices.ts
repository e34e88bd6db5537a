import type { ScanConfig } from '../config/index.ts'
import type { Redaction } from '../core/report-options.ts'
import type { Prepared } from './prepare.ts'

/** What every report of such a scan has to say first. */
export const noticesFor = (prepared: Prepared, config: ScanConfig): string[] => [
  ...redactNotices(config),
  ...scriptedNotices(prepared),
  ...policyNotices(prepared, config),
  ...judgeNotices(prepared, config),
]

const redacted = { prompts: 'Prompts', answers: 'Answers', all: 'Prompts and answers' } as const

/** What is missing, in one sentence; nothing where nothing is. */
export function redactNotices({ report }: ScanConfig): string[] {
  const what = report?.redact
  return what === undefined ? [] : [redactNotice(what)]
}

export const redactNotice = (what: Redaction): string =>
  `${redacted[what]} are left out of these results and reports (redact = "${what}").`

/** A scripted form is weaker than the attack it stands for, and must not be read as it. */
function scriptedNotices({ plan, scripted }: Prepared): string[] {
  const ran = plan.attacks.filter(({ slug }) => scripted.has(slug)).map(({ name }) => name)
  if (ran.length === 0) return []
  return [`No attacker model is configured ([attacker]), so weaker scripted forms ran: ${ran.join(', ')}.`]
}

function policyNotices({ datasets }: Prepared, { policy }: ScanConfig): string[] {
  const generic = policy === undefined ? datasets.filter(({ needsPolicy }) => needsPolicy) : []
  if (generic.length === 0) return []
  const names = generic.map(({ name }) => name).join(', ')
  return [
    `Asked under a generic policy, because scan.policy_file is not set: ${names}. What it says may not be what your policy says.`,
  ]
}

/** Datasets that hold behaviors only a model can judge say so, instead of looking better covered than they are. */
function judgeNotices({ plan, datasets }: Prepared, { judge }: ScanConfig): string[] {
  if (judge !== undefined) return judge.selftest ? [] : ['The judge model was not self-tested (selftest = false).']
  const waiting = new Map<string, number>()
  for (const { behavior } of plan.cases()) {
    if (behavior.oracle.kind === 'rubric') waiting.set(behavior.dataset, (waiting.get(behavior.dataset) ?? 0) + 1)
  }
  const list = [...waiting].map(([dataset, cases]) => `${dataset} (${cases} cases)`).join(', ')
  const needed = waiting.size === 0 ? '' : ` Needs a judge model, and is not scored without one: a part of ${list}.`
  const written = plan.attacks.filter(({ needs }) => needs.attacker).map(({ name }) => name)
  const mayStray =
    written.length === 0
      ? ''
      : ` The attacker model may leave the goal, which rules cannot see, so hits of ${written.join(', ')} need a look.`
  return [
    `Judged by rules alone, without a judge model: ${datasets.map(({ name }) => name).join(', ')}.${needed}${mayStray}`,
  ]
}
