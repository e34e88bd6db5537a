import { type AST, parseTOML } from 'toml-eslint-parser'
import type { Place } from '../core/errors.ts'
import type { Path } from './interpolate.ts'

/** Finds where a key stands in the text; where it is missing, the table it would belong to. */
export function locator(text: string, file: string): (path: Path) => Place {
  const known = new Map<string, Place>()
  const note = (path: Path, { start }: AST.SourceLocation): void => {
    const key = JSON.stringify(path)
    if (!known.has(key)) known.set(key, { file, line: start.line, column: start.column + 1 })
  }
  const top = parseTOML(text).body[0]
  for (const node of top.body) {
    if (node.type === 'TOMLKeyValue') visitPair(node, [], note)
    else {
      for (let i = 1; i <= node.resolvedKey.length; i++) note(node.resolvedKey.slice(0, i), node.key.loc)
      for (const pair of node.body) visitPair(pair, node.resolvedKey, note)
    }
  }
  return (path) => {
    for (let length = path.length; length > 0; length--) {
      const place = known.get(JSON.stringify(path.slice(0, length)))
      if (place !== undefined) return place
    }
    return { file, line: 1, column: 1 }
  }
}

type Note = (path: Path, loc: AST.SourceLocation) => void

function visitPair({ key, value }: AST.TOMLKeyValue, parent: Path, note: Note): void {
  let path = parent
  for (const part of key.keys) {
    path = [...path, part.type === 'TOMLBare' ? part.name : part.value]
    note(path, part.loc)
  }
  visitValue(value, path, note)
}

function visitValue(node: AST.TOMLContentNode, path: Path, note: Note): void {
  if (node.type === 'TOMLInlineTable') {
    for (const pair of node.body) visitPair(pair, path, note)
  }
  if (node.type === 'TOMLArray') {
    for (const [i, element] of node.elements.entries()) {
      note([...path, i], element.loc)
      visitValue(element, [...path, i], note)
    }
  }
}
