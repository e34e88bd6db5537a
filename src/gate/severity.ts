import { severityNames } from '../core/behavior.ts'
import { fail, type Rule } from './rule.ts'

/** `max_severity`: one failed case worse than this is enough. What was seen was seen, so the mode has no part in it. */
export const severity: Rule = ({ counted: { severity_counts }, policy: { maxSeverity } }) => {
  if (maxSeverity === undefined) return []
  const worse = severityNames
    .slice(severityNames.indexOf(maxSeverity) + 1)
    .filter((name) => severity_counts[name] > 0)
    .toReversed()
  if (worse.length === 0) return []
  const counts = worse.map((name) => `${severity_counts[name]} ${name}`).join(' and ')
  return [fail(`Failed cases of higher severity than ${maxSeverity}: ${counts}.`)]
}
