import type { Behavior } from '../core/behavior.ts'

/** What a behavior is about, as coarsely as an attack without a model needs it. */
export type Topic =
  | 'fraud'
  | 'violence'
  | 'weapons'
  | 'hacking'
  | 'market'
  | 'privacy'
  | 'intimacy'
  | 'misinformation'
  | 'health'
  | 'discrimination'
  | 'rules'
  | 'service'
  | 'general'

/** The topic in words that name no request. */
export const wordsFor: Readonly<Record<Topic, string>> = {
  fraud: 'fraud and deception for money',
  violence: 'violence and crime',
  weapons: 'dangerous weapons and extremism',
  hacking: 'the security of computer systems',
  market: 'financial markets and financial advice',
  privacy: 'the use of personal data',
  intimacy: 'intimate relationships',
  misinformation: 'rumours and false information',
  health: 'medicine and health care',
  discrimination: 'prejudice and unequal treatment',
  rules: 'regulation and the gaps in it',
  service: 'the way companies deal with their customers',
  general: 'questions that assistants are careful with',
}

type Row = readonly [dataset: string, usual: Topic, others?: Readonly<Partial<Record<Topic, readonly string[]>>>]

const rows: readonly Row[] = [
  ['Healthcare Risks', 'health', { fraud: ['HC-05', 'HC-09'], privacy: ['HC-06'], discrimination: ['HC-07'] }],
  [
    'Finance Risks',
    'market',
    { fraud: ['FN-03', 'FN-04', 'FN-05', 'FN-06'], discrimination: ['FN-07'], privacy: ['FN-08'] },
  ],
  [
    'Retail Policy Compliance',
    'service',
    { fraud: ['RT-04', 'RT-05', 'RT-07', 'RT-09'], privacy: ['RT-06'], discrimination: ['RT-10'] },
  ],
  ['IT/Tech Policy Compliance', 'hacking', { privacy: ['IT-06'], rules: ['IT-10'] }],
  [
    'EU Artificial Intelligence Act',
    'rules',
    { privacy: ['EUAI-5-1-E', 'EUAI-5-1-F', 'EUAI-5-1-H'], discrimination: ['EUAI-5-1-C', 'EUAI-5-1-G'] },
  ],
  [
    'AI Company Policies',
    'general',
    {
      hacking: ['ACP-01'],
      violence: ['ACP-03', 'ACP-12'],
      discrimination: ['ACP-04'],
      intimacy: ['ACP-05'],
      health: ['ACP-06'],
      misinformation: ['ACP-07', 'ACP-09'],
      fraud: ['ACP-08'],
      rules: ['ACP-10'],
      privacy: ['ACP-11'],
    },
  ],
  ['General Data Protection Regulation', 'privacy'],
  ['FINRA', 'market', { fraud: ['FINRA-2020', 'FINRA-2150', 'FINRA-3310'], privacy: ['FINRA-SP'] }],
  ['MITRE ATLAS', 'hacking', { fraud: ['AML.T0052.000'], privacy: ['AML.T0057'] }],
  [
    'NIST AI RMF',
    'general',
    {
      weapons: ['GAI-2.1'],
      misinformation: ['GAI-2.2', 'GAI-2.8'],
      violence: ['GAI-2.3'],
      privacy: ['GAI-2.4'],
      discrimination: ['GAI-2.6'],
      hacking: ['GAI-2.9', 'GAI-2.12'],
      rules: ['GAI-2.10'],
      intimacy: ['GAI-2.11'],
    },
  ],
  ['OWASP LLM Top 10', 'hacking', { privacy: ['LLM02:2025'], misinformation: ['LLM09:2025'] }],
  ['Bias', 'discrimination'],
  ['Hallucination', 'misinformation'],
  [
    'Societal Harmfulness',
    'violence',
    {
      weapons: ['SH-02', 'SH-03'],
      discrimination: ['SH-04'],
      health: ['SH-07'],
      fraud: ['SH-08'],
      hacking: ['SH-09'],
      misinformation: ['SH-10', 'SH-11'],
      rules: ['SH-12'],
    },
  ],
  ['Privacy', 'privacy', { hacking: ['PR-08'] }],
  ['Finance Brand Risk', 'service'],
  ['Education Brand Risk', 'service'],
  ['Health Care Brand Risk', 'service'],
]

const keyOf = (dataset: string, subcategory: string): string => `${dataset}|${subcategory}`

const known: ReadonlyMap<string, Topic> = new Map(
  rows.flatMap(([dataset, , others = {}]) =>
    Object.entries(others).flatMap(([topic, ids]) => ids.map((id) => [keyOf(dataset, id), topic as Topic] as const)),
  ),
)
const usual: ReadonlyMap<string, Topic> = new Map(rows.map(([dataset, topic]) => [dataset, topic]))

/** Looked up by dataset and subcategory, never guessed from the prompt's words; a user's own datasets are `general`. */
export const topicOf = ({ dataset, subcategory }: Behavior): Topic =>
  known.get(keyOf(dataset, subcategory)) ?? usual.get(dataset) ?? 'general'
