import { type Document, isNode, isSeq, LineCounter, parseDocument, visit } from 'yaml'
import { messageOf } from '../../core/errors.ts'
import { isRecord, kindOf, type Reader, tableOf, wrong } from './table.ts'

type Fields = Readonly<Record<string, unknown>>

/**
 * The tests of a promptfoo configuration or of a generated redteam.yaml: each test's variables are the columns. The prompt is the
 * variable that `redteam.injectVar` or the `{{…}}` of the prompts names. Assertions and prompt templates are not applied.
 */
export const promptfoo: Reader = {
  accepts: (ending) => ending === 'yaml' || ending === 'yml',
  read(text, file) {
    const { root, lineOfTest } = parseYaml(text, file)
    const { tests, settings } = testsOf(root, file)
    const records = tests.map((test, i) => {
      const record = recordOf(test, settings)
      if (typeof record !== 'string') return record
      throw wrong(file, lineOfTest(i), `Test ${i + 1} ${record}`)
    })
    const variable = promptVariable(settings, tableOf(records, lineOfTest).columns)
    const rows = records.flatMap((record, i) => expanded(record, variable).map((row) => ({ row, line: lineOfTest(i) })))
    const table = tableOf(
      rows.map(({ row }) => row),
      (row) => rows[row]?.line ?? 1,
    )
    const own = (name: string): boolean => table.columns.includes(name)
    return {
      ...table,
      known: {
        ...(variable === undefined ? {} : { prompt: variable }),
        ...(own('metadata.pluginId') ? { category: 'metadata.pluginId' } : {}),
        ...(own('metadata.severity') ? { severity: 'metadata.severity' } : {}),
        ...(own('metadata.expected') ? { expected: 'metadata.expected' } : {}),
      },
      notes: hasTemplates(settings, variable)
        ? ['The prompt templates of the promptfoo file are not applied: the variable is sent as it is.']
        : [],
    }
  },
}

interface ParsedYaml {
  readonly root: unknown
  readonly lineOfTest: (test: number) => number
}

function parseYaml(text: string, file: string): ParsedYaml {
  const counter = new LineCounter()
  const lineAt = (offset: number | undefined): number => counter.linePos(offset ?? 0).line
  const document = parseDocument(text, { lineCounter: counter, merge: true, prettyErrors: false, logLevel: 'error' })
  const [error] = document.errors
  if (error !== undefined) throw wrong(file, lineAt(error.pos[0]), `This is not valid YAML: ${error.message}.`, error)
  const lost = lostAlias(document)
  if (lost !== undefined)
    throw wrong(file, lineAt(lost.offset), `The alias *${lost.name} has no anchor &${lost.name} before it.`)
  const tests = isSeq(document.contents) ? document.contents : document.get('tests', true)
  return {
    root: valueOf(document, file),
    lineOfTest: (test) => {
      const node = isSeq(tests) ? tests.items[test] : undefined
      return isNode(node) ? lineAt(node.range?.[0]) : 1
    },
  }
}

function valueOf(document: Document.Parsed, file: string): unknown {
  try {
    // A generated file repeats a handful of anchors for every test; aliases share one value, so that nothing is multiplied.
    return document.toJS({ maxAliasCount: -1 })
  } catch (error) {
    throw wrong(file, 1, `This is not valid YAML: ${messageOf(error)}.`, error)
  }
}

function lostAlias(
  document: Document.Parsed,
): { readonly name: string; readonly offset: number | undefined } | undefined {
  const anchors = new Set<string>()
  let lost: ReturnType<typeof lostAlias>
  visit(document, {
    Node: (_, { anchor }) => {
      if (anchor !== undefined) anchors.add(anchor)
    },
    Alias: (_, { source, range }) => {
      if (!anchors.has(source)) lost ??= { name: source, offset: range?.[0] }
    },
  })
  return lost
}

interface Tests {
  readonly tests: readonly unknown[]
  /** The whole configuration; empty for a file that is only a list of tests. */
  readonly settings: Fields
}

function testsOf(root: unknown, file: string): Tests {
  if (Array.isArray(root)) return { tests: root, settings: {} }
  if (!isRecord(root)) throw wrong(file, 1, `The file holds ${kindOf(root)}, not a promptfoo configuration with tests.`)
  const { tests } = root
  if (typeof tests === 'string')
    throw wrong(file, 1, `The tests are in another file, ${tests}. Name that file instead.`)
  if (Array.isArray(tests) && tests.length > 0) return { tests, settings: root }
  const advice =
    root['redteam'] === undefined
      ? 'Add tests with vars, or name a file that has them.'
      : 'It only says how to make them: run "promptfoo redteam generate" and name the redteam.yaml which that writes.'
  throw wrong(file, 1, `This promptfoo configuration has no tests. ${advice}`)
}

/** A test as one row, or what is wrong with it. */
function recordOf(test: unknown, settings: Fields): Fields | string {
  if (typeof test === 'string') return `stands in another file, ${test}. Name that file instead.`
  if (!isRecord(test)) return `is ${kindOf(test)}, not a test with vars.`
  const { vars = {}, metadata = {} } = test
  if (!isRecord(vars)) return `has ${kindOf(vars)} as vars, not variables by name.`
  const defaults = isRecord(settings['defaultTest']) ? settings['defaultTest']['vars'] : undefined
  const all: Fields = { ...(isRecord(defaults) ? defaults : {}), ...vars }
  const elsewhere = Object.entries(all).find(([, value]) => typeof value === 'string' && value.startsWith('file://'))
  if (elsewhere !== undefined)
    return `takes "${elsewhere[0]}" from another file, which is not read. Write the text into it.`
  return {
    ...Object.fromEntries(Object.entries(all).map(([name, value]) => [name, filled(value, all)])),
    ...(isRecord(metadata) ? described(metadata) : {}),
  }
}

/** Variables may name each other. What is in braces and is no variable stays as it is: attacks on templates look like that. */
function filled(value: unknown, vars: Fields): unknown {
  if (typeof value !== 'string') return value
  return value.replace(/\{\{\s*(\w+)\s*\}\}/gu, (whole, name: string) => {
    const found = Object.hasOwn(vars, name) ? vars[name] : undefined
    return typeof found === 'string' || typeof found === 'number' ? String(found) : whole
  })
}

/** The plugin for over-refusal asks harmless things; every other one asks for what should be declined. */
function described(metadata: Fields): Fields {
  const isHarmless = metadata['pluginId'] === 'overrefusal'
  return {
    ...(metadata['pluginId'] === undefined ? {} : { 'metadata.expected': isHarmless ? 'comply' : 'refuse' }),
    ...Object.fromEntries(Object.entries(metadata).map(([name, value]) => [`metadata.${name}`, value])),
  }
}

function promptVariable(settings: Fields, columns: readonly string[]): string | undefined {
  const variables = columns.filter((name) => !name.startsWith('metadata.'))
  const { redteam } = settings
  const injected = isRecord(redteam) ? redteam['injectVar'] : undefined
  if (typeof injected === 'string' && variables.includes(injected)) return injected
  const templated = new Set(promptTexts(settings).flatMap((text) => [...text.matchAll(braced)].map(([, name]) => name)))
  const named = variables.filter((name) => templated.has(name))
  const [only, ...others] = named.length === 0 ? variables : named
  return others.length === 0 ? only : undefined
}

const braced = /\{\{-?\s*(\w+)/gu

function promptTexts({ prompts }: Fields): string[] {
  const list: readonly unknown[] = Array.isArray(prompts) ? prompts : [prompts]
  return list.map((item) => (isRecord(item) ? item['raw'] : item)).filter((item) => typeof item === 'string')
}

const hasTemplates = (settings: Fields, variable: string | undefined): boolean =>
  promptTexts(settings).some((text) => text.replace(/[{}\s-]/gu, '') !== variable)

/** promptfoo asks once for each value of a list. */
function expanded(record: Fields, variable: string | undefined): Fields[] {
  const values: unknown = variable === undefined ? undefined : record[variable]
  return variable !== undefined && Array.isArray(values)
    ? values.map((value: unknown) => ({ ...record, [variable]: value }))
    : [record]
}
