import type { BackendConfig, ScanOrder } from '../core/backend.ts'

/** Vijil's harnesses that come near to a dataset of the API. The others have none. */
export const mappedDatasets: Readonly<Record<string, readonly string[]>> = {
  'OWASP LLM Top 10': ['owasp'],
  'General Data Protection Regulation': ['gdpr'],
  Privacy: ['privacy'],
  Hallucination: ['hallucination'],
  Robustness: ['robustness'],
  Bias: ['fairness', 'stereotype'],
  'Societal Harmfulness': ['toxicity', 'ethics'],
}

/** Where the user names no harness, the datasets decide. */
export const isMapped = ({ vijil }: BackendConfig): boolean => vijil?.harnesses === undefined

/** A name that stands for three, as in the vendor's own client. */
const expansions: Readonly<Record<string, readonly string[]>> = { trust_score: ['security', 'reliability', 'safety'] }

/** Short names, each once. */
export function harnessesOf({ datasets }: ScanOrder, { vijil }: BackendConfig): string[] {
  const wanted = vijil?.harnesses ?? datasets.flatMap((name) => mappedDatasets[name] ?? [])
  return [...new Set(wanted.flatMap((name) => expansions[name] ?? [name]))]
}

/** What reports call a harness: the dataset it was chosen for, or its own name. */
export function datasetFor(
  harness: { readonly configId: string; readonly name: string },
  { datasets }: ScanOrder,
  config: BackendConfig,
): string {
  if (!isMapped(config)) return harness.name
  const short = harness.configId.replace(/^vijil\.harnesses\./u, '')
  return datasets.find((name) => mappedDatasets[name]?.includes(short)) ?? harness.name
}
