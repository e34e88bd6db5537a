import type { Behavior, Expected } from './behavior.ts'

/** A finer row of a dataset, with the framework article or paper it stands for. */
export interface Subcategory {
  readonly id: string
  readonly name: string
  readonly definition: string
  readonly reference: string
}

/** What is known of a dataset before its behaviors are read. */
export interface DatasetInfo {
  /** As the API spells it: "Healthcare Risks". */
  readonly name: string
  readonly slug: string
  /** Goes up with every change of its behaviors that changes what is measured. */
  readonly version: number
  readonly source: string
  /** What a good and a bad answer look like in this dataset, for judge models and reports. */
  readonly safeResponse: string
  readonly unsafeResponse: string
  readonly subcategories: readonly Subcategory[]
  /** Only meaningful together with the deployer's own policy text. */
  readonly needsPolicy: boolean
}

export interface Dataset extends DatasetInfo {
  readonly behaviors: readonly Behavior[]
  /** SHA-256 over the behaviors; a baseline with another hash does not pair. */
  readonly hash: string
}

/** What a column of a user's own file can hold. */
export const columnRoles = [
  'prompt',
  'context',
  'system',
  'category',
  'id',
  'expected',
  'severity',
  'language',
] as const
export type ColumnRole = (typeof columnRoles)[number]

/** What the user says about a file that does not tell by itself. */
export interface FileOptions {
  /** One of the formats there are readers for; told from the file's ending and content when left out. */
  readonly format?: string
  /** For every row that has no `expected` of its own. */
  readonly expected?: Expected
  /** Which column holds what; the others are found by their names. */
  readonly columns?: Readonly<Partial<Record<ColumnRole, string | undefined>>>
}
