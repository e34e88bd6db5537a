import { attacks } from '../attacks/index.ts'
import type { AttackEntry } from '../core/attack.ts'
import { catalogue } from '../datasets/index.ts'

export { fileFormats } from '../datasets/readers/index.ts'

/** What a configuration may name, derived from the registries. */
export const datasetNames = catalogue.map(({ name }) => name)
export const datasetSlugs = catalogue.map(({ slug }) => slug)

/** The settings each attack takes. */
export const attackParameters = Object.fromEntries(
  Object.values<AttackEntry>(attacks).map(({ make, parameters }) => [make({}).name, parameters]),
)

export const attackNames = Object.keys(attackParameters)
export const attackSlugs = Object.keys(attacks)
