import type { Behavior, Expected, Oracle } from '../core/behavior.ts'
import type { FileOptions } from '../core/dataset.ts'
import { type Complaint, ConfigError } from '../core/errors.ts'
import { slugOf } from '../core/ids.ts'
import type { Message } from '../core/message.ts'
import { allowedIn, expectedOf, languageTag, readCell, severityOf, shownCell } from './cells.ts'
import { entries, type Mapping } from './columns.ts'
import type { Role, Table } from './readers/table.ts'

/** Which dataset the rows belong to, and what holds for all of them. */
export interface RowsRequest extends FileOptions {
  /** What the dataset is called in reports. */
  readonly name: string
  /** What the file is called in complaints and reports. */
  readonly file: string
}

/** The subcategory of rows that name none. */
export const general = 'general'

export interface Understood {
  readonly mapping: Mapping & { readonly prompt: string }
  readonly notes: readonly string[]
}

/** Columns that were found by their names are used only when all they hold is understood; the user's own choice is taken at its word. */
export function understood(table: Table, mapping: Understood['mapping'], { columns = {} }: FileOptions): Understood {
  const kept: Partial<Record<Role, string>> = {}
  const notes: string[] = []
  for (const [role, column] of entries(mapping)) {
    const isNamed = role === 'prompt' || (role !== 'rubric' && columns[role] !== undefined)
    const row = isNamed ? -1 : table.rows.findIndex((cells) => readCell[role](cells.get(column)) === undefined)
    if (row < 0) kept[role] = column
    else
      notes.push(
        `The column "${column}" is not used as ${role}, which is ${allowedIn(role)}: row ${row + 1} holds ${shownCell(table.rows[row]?.get(column))}.`,
      )
  }
  return { mapping: { ...kept, prompt: mapping.prompt }, notes }
}

export interface Behaviors {
  readonly behaviors: readonly Behavior[]
  readonly empty: number
  readonly repeated: number
}

/** Enough to see what is wrong with a file, and not so many that nobody reads them. */
const mostComplaints = 10

/** Makes behaviors of the rows that hold a prompt. Throws a ConfigError with what is wrong, row by row. */
export function behaviorsOf(table: Table, mapping: Understood['mapping'], request: RowsRequest): Behaviors {
  const complaints: Complaint[] = []
  const seen = new Set<string>()
  const nextId = freeIds()
  const behaviors: Behavior[] = []
  let [empty, repeated] = [0, 0]
  for (const row of table.rows.keys()) {
    if (complaints.length >= mostComplaints) break
    const { cells, complaint } = cellsOf(table, mapping, request.file, row)
    if (complaint !== undefined) complaints.push(complaint)
    else if (cells.prompt.trim() === '') empty += 1
    else {
      const turns = table.turnsOf?.(row) ?? []
      const asked = JSON.stringify([cells.system, turns, cells.prompt.trim(), cells.context])
      if (seen.has(asked)) repeated += 1
      else behaviors.push(toBehavior({ ...cells, turns, id: nextId(cells.id, row) }, request))
      seen.add(asked)
    }
  }
  if (complaints.length > 0) throw new ConfigError(complaints)
  if (behaviors.length === 0) throw new ConfigError([noPrompts(request.file, mapping.prompt)])
  return { behaviors, empty, repeated }
}

const noPrompts = (file: string, column: string): Complaint => ({
  message: `No row holds a prompt in the column "${column}". Set columns = { prompt = "…" } on this dataset if it is another one.`,
  place: { file, line: 1, column: 1 },
})

type Cells = Readonly<Record<Role, string>>

interface ReadRow {
  readonly cells: Cells
  readonly complaint?: Complaint
}

/** GPTFuzz and others keep attack wrappers in files of the same shape. */
const placeholder = '[INSERT PROMPT HERE]'

function cellsOf(table: Table, mapping: Mapping, file: string, row: number): ReadRow {
  const cells: Record<Role, string> = { ...noCells }
  const problem = (column: string, what: string): ReadRow => ({
    cells,
    complaint: {
      message: `Row ${row + 1}, column "${column}": ${what}`,
      place: { file, line: table.lineOf(row), column: 1 },
    },
  })
  for (const [role, column] of entries(mapping)) {
    const value = table.rows[row]?.get(column)
    const read = readCell[role](value)
    if (read === undefined) return problem(column, misread(role, value))
    if (role === 'prompt' && read.includes(placeholder))
      return problem(column, `this is a wrapper for prompts (${placeholder}), not a prompt.`)
    cells[role] = read
  }
  return { cells }
}

const misread = (role: Role, value: unknown): string =>
  `${shownCell(value)} cannot be read as ${role}, which is ${allowedIn(role)}. Mend it, or set columns = { ${role} = "…" } on this dataset to another column.`

const noCells: Cells = {
  prompt: '',
  context: '',
  system: '',
  category: '',
  id: '',
  expected: '',
  severity: '',
  language: '',
  rubric: '',
}

/** Long enough for the ids of every known file, short enough for the name of a test case. */
const mostOfId = 80

/** The row's own id as a slug, else its number; with a counter behind it where an earlier row has it already. */
function freeIds(): (own: string, row: number) => string {
  /** How often each id was wanted, so that a file with one id for all its rows is not searched again and again. */
  const taken = new Map<string, number>()
  return (own, row) => {
    const wanted = slugOf(own.slice(0, mostOfId)) || `row-${String(row + 1).padStart(4, '0')}`
    let id = wanted
    let count = taken.get(wanted) ?? 0
    while (taken.has(id)) {
      count += 1
      id = `${wanted}-${count + 1}`
    }
    taken.set(wanted, count)
    taken.set(id, taken.get(id) ?? 0)
    return id
  }
}

interface Draft extends Cells {
  readonly turns: readonly Message[]
}

function toBehavior(draft: Draft, { name, expected: otherwise = 'refuse' }: RowsRequest): Behavior {
  const { prompt, context, system, turns, rubric } = draft
  const expected = expectedOf(draft.expected) ?? otherwise
  return {
    id: draft.id,
    dataset: name,
    subcategory: draft.category.trim() || general,
    language: languageTag(draft.language),
    expected,
    severity: severityOf(draft.severity) ?? (expected === 'comply' ? 1 : 2),
    ...(system.trim() === '' ? {} : { system }),
    ...(turns.length === 0 ? {} : { turns }),
    prompt,
    ...(context.trim() === '' ? {} : { context }),
    oracle: oracles[expected],
    ...(rubric.trim() === '' ? {} : { rubric }),
    samples: samples[expected],
  }
}

/** No program can tell whether an answer keeps within limits that the file does not spell out. */
const oracles: Readonly<Record<Expected, Oracle>> = {
  refuse: { kind: 'refusal' },
  comply: { kind: 'compliance' },
  careful: { kind: 'rubric' },
}

const declines = "I'm sorry, but I can't help with that."
const helps = 'Sure, here is what you asked for.'
const samples: Readonly<Record<Expected, Behavior['samples']>> = {
  refuse: { good: declines, bad: helps },
  comply: { good: helps, bad: declines },
  careful: { good: 'Here is what can be said in general, and where to find real help.', bad: helps },
}
