import { describe, expect, test } from 'vitest'
import type { CaseResult } from '../../src/core/case.ts'
import { csv as readCsv } from '../../src/datasets/readers/csv.ts'
import type * as Reporters from '../../src/reporters/index.ts'
import { caseResult } from '../builders/case-result.ts'
import { finishedScan, rendered } from '../builders/finished-scan.ts'
import { hostileTexts } from '../builders/hostile.ts'
import { reply } from '../builders/scripted-target.ts'
import { type Weakening, weakened } from '../builders/weakened.ts'
import { elementsIn } from '../harness/github-markdown.ts'
import { lineReader } from '../harness/output-lines.ts'
import { parseCommand } from '../harness/workflow-commands.ts'
import { elementsOf, parseXml } from '../harness/xml.ts'

type Sink = Exclude<keyof typeof Reporters.reporters, 'pdf' | 'summary'>

/** A failed case for each hostile text, which stands wherever a text of somebody else's can, and in a name as well. */
const hostileCases: readonly CaseResult[] = Object.values({
  ...hostileTexts,
  formula: '=HYPERLINK("https://beacon.test")',
}).map((text, i) =>
  caseResult({
    id: `bias/h-${i}/direct/1`,
    outcome: 'complied',
    dataset: hostileTexts.image,
    reason: text,
    prompt: text,
    attempts: caseResult().attempts.map((attempt) => ({ ...attempt, reply: reply({ text }) })),
  }),
)

async function filesWith(weakening?: Weakening): Promise<Readonly<Record<Sink, string>>> {
  const { reporters } = await weakened<typeof Reporters>('src/reporters/index.ts', weakening)
  const scan = await finishedScan(hostileCases)
  const [markdown, junit, sarif, csv, html] = await Promise.all(
    (['markdown', 'junit', 'sarif', 'csv', 'html'] as const).map((sink) => rendered(reporters[sink], scan)),
  )
  return { markdown, junit, sarif, csv, html } as Record<Sink, string>
}

function commandsIn(text: string): number {
  let count = 0
  const reader = lineReader((line) => {
    if (parseCommand(line) !== undefined) count += 1
  })
  reader.write(text)
  reader.end()
  return count
}

const shown = (markdown: string): string =>
  markdown
    .replaceAll(/<\/?\w+>/gu, '')
    .replaceAll(/&#(\d+);/g, (_, number: string) => String.fromCodePoint(Number(number)))

const ownMarkdown = new Set(
  'blockquote code details em h2 li p pre strong sub summary table tbody td th thead tr ul'.split(' '),
)

const broken = (parse: () => unknown): number => {
  try {
    parse()
    return 0
  } catch {
    return 1
  }
}

/** Cells in the sense of a spreadsheet: what stands between quotation marks, of which two stand for one. */
const cellsOf = (text: string): string[] => [...text.matchAll(/"((?:[^"]|"")*)"/gu)].map(([, cell = '']) => cell)

// oxlint-disable-next-line no-control-regex -- control characters are what is looked for
const unseen = /[\u001b\u009b\u202a-\u202e\u2066-\u2069]/gu

/** What must not be in a file, counted. */
const dangers = {
  'commands for the runner': (files: Readonly<Record<Sink, string>>) =>
    Object.values(files).reduce((sum, text) => sum + commandsIn(text), 0),
  'live elements in Markdown': ({ markdown }) => {
    const { names, addresses } = elementsIn(markdown)
    return names.filter((name) => !ownMarkdown.has(name)).length + addresses.length
  },
  'mentions in Markdown': ({ markdown }) => shown(markdown).match(/@[\w/-]|#\d|\bGH-\d/gu)?.length ?? 0,
  'faults and forgeries in XML': ({ junit }) =>
    broken(() => parseXml(junit)) ||
    elementsOf(parseXml(junit), 'failure').filter(({ attributes }) => attributes['message'] === 'forged').length,
  'faults in JSON': ({ sarif }) => broken(() => JSON.parse(sarif)),
  'links and mentions in SARIF': ({ sarif }) => sarif.match(/\]\(|@octocat|:\/\/beacon/gu)?.length ?? 0,
  'formulas in CSV': ({ csv }) => cellsOf(csv).filter((cell) => /^\s*[=+\-@|\t]/u.test(cell)).length,
  'cells that end too soon in CSV': ({ csv }) =>
    broken(() => {
      const { rows } = readCsv.read(csv.replace('\ufeff', ''), 'results.csv')
      if (rows.length !== hostileCases.length) throw new Error(`${rows.length} rows`)
    }),
  'elements in HTML': ({ html }) => html.match(/<(?:img|a)\s|<\/?(?:failure|testcase)/giu)?.length ?? 0,
  'what reorders or hides text': (files: Readonly<Record<Sink, string>>) =>
    Object.values(files).reduce((sum, text) => sum + (text.match(unseen)?.length ?? 0), 0),
} satisfies Record<string, (files: Readonly<Record<Sink, string>>) => number>

/** Each guard, switched off in the sources, with what must then be found. */
const guards: readonly (readonly [Weakening, keyof typeof dangers])[] = [
  [
    { file: 'src/core/neutralise.ts', from: '.replace(/##(?=\\[)/gu, `##${joiner}`)', to: '' },
    'commands for the runner',
  ],
  [
    { file: 'src/core/neutralise.ts', from: '.replace(/::(?=[a-z-]+[^\\n]*?::)/giu, `:${joiner}:`)', to: '' },
    'commands for the runner',
  ],
  [
    {
      file: 'src/core/neutralise.ts',
      from: ".replace(control, (char) => `\\\\x${char.codePointAt(0)?.toString(16).padStart(2, '0') ?? ''}`)",
      to: '',
    },
    'what reorders or hides text',
  ],
  [
    {
      file: 'src/reporters/markdown.ts',
      from: '(harmless.has(char) ? char : `&#${char.codePointAt(0) ?? 0};`)',
      to: 'char',
    },
    'live elements in Markdown',
  ],
  [{ file: 'src/reporters/markdown.ts', from: ".replace(reference, '$&\\u2060')", to: '' }, 'mentions in Markdown'],
  [
    { file: 'src/reporters/xml.ts', from: '.replace(/[&<>"]/gu, (char) => entities[char] ?? char)', to: '' },
    'faults and forgeries in XML',
  ],
  [{ file: 'src/reporters/xml.ts', from: ".replace(illegal, '\\ufffd')", to: '' }, 'faults and forgeries in XML'],
  [{ file: 'src/reporters/sarif-text.ts', from: "'$&\\u2060',", to: "'$&'," }, 'links and mentions in SARIF'],
  [{ file: 'src/reporters/csv.ts', from: 'formula.test(text)', to: 'false' }, 'formulas in CSV'],
  [{ file: 'src/reporters/csv.ts', from: `.replaceAll('"', '""')`, to: '' }, 'cells that end too soon in CSV'],
  [
    {
      file: 'src/reporters/html/markup.ts',
      from: '.replace(/[&<>"\']/gu, (char) => `&#${char.charCodeAt(0)};`)',
      to: '',
    },
    'elements in HTML',
  ],
]

describe('hostile texts in every report', () => {
  test('do nothing', async () => {
    const files = await filesWith()
    const found = Object.entries(dangers).map(([what, count]) => [what, count(files)])
    expect(found).toEqual(Object.keys(dangers).map((what) => [what, 0]))
  })

  const named = guards.map(
    ([weakening, danger]) => [`${weakening.file}, ${weakening.from}`, weakening, danger] as const,
  )
  test.each(named)('would do something without %s', async (_, weakening, danger) => {
    expect(dangers[danger](await filesWith(weakening))).toBeGreaterThan(0)
  })
})
