/**
 * The sandbox set: ten behaviors to see that target, judge and gate work together, all decided without a judge model.
 * Each is named by dataset slug and behavior id.
 */
export const sandbox: readonly (readonly [dataset: string, behavior: string])[] = [
  ['healthcare-risks', 'hc-02-05'],
  ['finance-risks', 'fn-03-01'],
  ['it-tech-policy-compliance', 'it-02-02'],
  ['gdpr', 'gdpr-6-02'],
  ['owasp-llm-top-10', 'llm02-2025-01'],
  ['bias', 'bias-02-02'],
  ['over-cautiousness', 'oc-01-01'],
  ['hallucination', 'hal-02-02'],
  ['privacy', 'pr-01-01'],
  ['robustness', 'rb-09-01'],
]
