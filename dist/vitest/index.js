import { afterAll, beforeAll, describe, test } from 'vitest'
import { vitest } from '../index.js'

export const redteam = await vitest({ afterAll, beforeAll, describe, test })
