/**
 * The part of the OASIS schema of SARIF 2.1.0 (sarif-schema-2.1.0.json) that our reports use, with the same names, types, patterns
 * and bounds. Stricter in two ways: nothing beyond this part may appear, and what GitHub needs (ids, places, texts) is required.
 */
const text = (maxLength: number) => ({ type: 'string', minLength: 1, maxLength })
const object = (properties: Readonly<Record<string, object>>, optional: readonly string[] = []) => ({
  type: 'object',
  properties,
  required: Object.keys(properties).filter((name) => !optional.includes(name)),
  additionalProperties: false,
})
const messageOf = (maxLength: number) => object({ text: text(maxLength) })
const level = { enum: ['none', 'note', 'warning', 'error'] }

const rule = object({
  id: text(255),
  name: text(255),
  shortDescription: messageOf(1024),
  fullDescription: messageOf(1024),
  help: object({ text: text(8000), markdown: text(16_000) }),
  // GitHub shows ten tags and refuses more than twenty.
  properties: object({
    tags: { type: 'array', minItems: 0, maxItems: 10, uniqueItems: true, items: text(100) },
    reference: { type: 'string' },
  }),
})

const location = object({
  physicalLocation: object({
    artifactLocation: object({
      uri: { type: 'string', format: 'uri-reference', pattern: '^[^/]' },
      uriBaseId: { const: '%SRCROOT%' },
    }),
    region: object({ startLine: { type: 'integer', minimum: 1 } }),
  }),
})

const result = object(
  {
    ruleId: text(255),
    ruleIndex: { type: 'integer', minimum: 0, maximum: 24_999 },
    level,
    message: messageOf(1000),
    locations: { type: 'array', minItems: 1, maxItems: 1, items: location },
    partialFingerprints: { type: 'object', minProperties: 2, additionalProperties: { type: 'string' } },
    properties: { type: 'object' },
  },
  ['ruleIndex', 'locations'],
)

const run = object({
  tool: object({
    driver: object({
      name: text(255),
      semanticVersion: { type: 'string', pattern: String.raw`^\d+\.\d+\.\d+` },
      rules: { type: 'array', maxItems: 25_000, uniqueItems: true, items: rule },
    }),
  }),
  invocations: {
    type: 'array',
    items: object({ executionSuccessful: { type: 'boolean' }, startTimeUtc: { type: 'string', format: 'date-time' } }),
  },
  columnKind: { enum: ['utf16CodeUnits', 'unicodeCodePoints'] },
  results: { type: 'array', maxItems: 5000, items: result },
})

export const sarifSchema = object({
  $schema: { type: 'string', format: 'uri' },
  version: { enum: ['2.1.0'] },
  runs: { type: 'array', minItems: 1, maxItems: 1, items: run },
})
