/** A workflow command that the runner would obey. */
export interface WorkflowCommand {
  /** In lower case: the runner compares names without regard to case. */
  readonly name: string
  readonly props: Readonly<Record<string, string>>
  readonly data: string
  /** Where in the line it starts. */
  readonly at: number
  /** `##[` in text means that something reached the log un-neutralised: no toolkit writes this grammar. */
  readonly syntax: '::' | '##['
}

/** Every command the runner registers; a line that names anything else is plain output. */
export const commandNames: ReadonlySet<string> = new Set([
  'add-mask',
  'add-matcher',
  'add-path',
  'debug',
  'echo',
  'endgroup',
  'error',
  'group',
  'notice',
  'remove-matcher',
  'save-state',
  'set-env',
  'set-output',
  'stop-commands',
  'warning',
])

type Escapes = readonly (readonly [escaped: string, plain: string])[]

// `%25` comes last in each table, as in the runner: `%250A` is a literal `%0A`.
const dataEscapes: Escapes = [
  ['%0D', '\r'],
  ['%0A', '\n'],
  ['%25', '%'],
]
const propertyEscapes: Escapes = [
  ['%0D', '\r'],
  ['%0A', '\n'],
  ['%3A', ':'],
  ['%2C', ','],
  ['%25', '%'],
]
const hashEscapes: Escapes = [
  ['%3B', ';'],
  ['%0D', '\r'],
  ['%0A', '\n'],
  ['%5D', ']'],
  ['%25', '%'],
]

const unescape = (text: string, escapes: Escapes): string =>
  escapes.reduce((plain, [from, to]) => plain.replaceAll(from, to), text)

// .NET's idea of white space, which is not trimStart's: it has U+0085 and lacks U+FEFF.
const leadingSpace = /^[\t-\r\u0085\p{Zs}\p{Zl}\p{Zp}]+/u

// .NET's Split with RemoveEmptyEntries: an empty key or value makes no property, and repeated `=` count once.
const property = /^=*([^=]+)=+(.+)$/s

type Head = Pick<WorkflowCommand, 'name' | 'props'>

const parseHead = (head: string, names: ReadonlySet<string>, separator: string, escapes: Escapes): Head | undefined => {
  const space = head.indexOf(' ')
  const name = (space < 0 ? head : head.slice(0, space)).toLowerCase()
  if (!names.has(name)) return undefined
  const props = new Map<string, string>()
  const list = space < 0 ? '' : head.slice(space + 1)
  for (const pair of (separator === ',' ? list.trim() : list).split(separator)) {
    const [, key, value] = property.exec(pair) ?? []
    if (key !== undefined && value !== undefined) props.set(key, unescape(value, escapes))
  }
  return { name, props: Object.fromEntries(props) }
}

const parseColons = (line: string, names: ReadonlySet<string>): WorkflowCommand | undefined => {
  const text = line.replace(leadingSpace, '')
  const end = text.startsWith('::') ? text.indexOf('::', 2) : -1
  if (end < 0) return undefined
  const head = parseHead(text.slice(2, end), names, ',', propertyEscapes)
  return (
    head && {
      ...head,
      data: unescape(text.slice(end + 2), dataEscapes),
      at: line.length - text.length,
      syntax: '::',
    }
  )
}

const parseHashes = (line: string, names: ReadonlySet<string>): WorkflowCommand | undefined => {
  const start = line.indexOf('##[')
  const end = start < 0 ? -1 : line.indexOf(']', start)
  if (end < 0) return undefined
  const head = parseHead(line.slice(start + 3, end), names, ';', hashEscapes)
  return head && { ...head, data: unescape(line.slice(end + 1), hashEscapes), at: start, syntax: '##[' }
}

/**
 * Reads one line of output as the runner does: `::name k=v,…::data` where the line starts with it, else
 * `##[name k=v;…]data` at any position. Undefined when the line is plain output. `names` must be in lower case.
 */
export const parseCommand = (line: string, names: ReadonlySet<string> = commandNames): WorkflowCommand | undefined =>
  parseColons(line, names) ?? parseHashes(line, names)
