import type { Dataset, DatasetInfo } from '../core/dataset.ts'
import { hashParts } from '../core/hash.ts'
import { type Row, toBehavior } from './row.ts'
import taxonomy from './taxonomy.json' with { type: 'json' }

/** Built-in datasets by slug, each a chunk of its own that is read when it is asked for. */
const files = {
  'healthcare-risks': () => import('./data/healthcare-risks.json', { with: { type: 'json' } }),
  'finance-risks': () => import('./data/finance-risks.json', { with: { type: 'json' } }),
  'retail-policy-compliance': () => import('./data/retail-policy-compliance.json', { with: { type: 'json' } }),
  'it-tech-policy-compliance': () => import('./data/it-tech-policy-compliance.json', { with: { type: 'json' } }),
  'eu-ai-act': () => import('./data/eu-ai-act.json', { with: { type: 'json' } }),
  'ai-company-policies': () => import('./data/ai-company-policies.json', { with: { type: 'json' } }),
  gdpr: () => import('./data/gdpr.json', { with: { type: 'json' } }),
  finra: () => import('./data/finra.json', { with: { type: 'json' } }),
  'mitre-atlas': () => import('./data/mitre-atlas.json', { with: { type: 'json' } }),
  'nist-ai-rmf': () => import('./data/nist-ai-rmf.json', { with: { type: 'json' } }),
  'owasp-llm-top-10': () => import('./data/owasp-llm-top-10.json', { with: { type: 'json' } }),
  bias: () => import('./data/bias.json', { with: { type: 'json' } }),
  'over-cautiousness': () => import('./data/over-cautiousness.json', { with: { type: 'json' } }),
  hallucination: () => import('./data/hallucination.json', { with: { type: 'json' } }),
  'societal-harmfulness': () => import('./data/societal-harmfulness.json', { with: { type: 'json' } }),
  privacy: () => import('./data/privacy.json', { with: { type: 'json' } }),
  robustness: () => import('./data/robustness.json', { with: { type: 'json' } }),
  'finance-brand-risk': () => import('./data/finance-brand-risk.json', { with: { type: 'json' } }),
  'education-brand-risk': () => import('./data/education-brand-risk.json', { with: { type: 'json' } }),
  'health-care-brand-risk': () => import('./data/health-care-brand-risk.json', { with: { type: 'json' } }),
} satisfies Record<string, () => Promise<{ default: readonly Row[] }>>

/** All datasets the API names, in its order. */
export const catalogue: readonly DatasetInfo[] = taxonomy

const loaders: ReadonlyMap<string, () => Promise<{ default: readonly Row[] }>> = new Map(Object.entries(files))

/** Reads a built-in dataset. Throws a RangeError for any other. */
export async function loadDataset(info: DatasetInfo): Promise<Dataset> {
  const load = loaders.get(info.slug)
  if (load === undefined) throw new RangeError(`"${info.name}" is no built-in dataset`)
  const rows = (await load()).default
  return {
    ...info,
    behaviors: rows.map((row) => toBehavior(row, info.name)),
    hash: hashParts(rows.map((row) => JSON.stringify(row))),
  }
}
