import { breakCommands } from '../core/neutralise.ts'

/** XML 1.0 text, written as a stream. Values are escaped here and nowhere else, so that no reporter can forget it. */

export type Attributes = Readonly<Record<string, string | number | undefined>>

export const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n'

export const open = (tag: string, attributes: Attributes = {}): string => `<${tag}${list(attributes)}>\n`
export const close = (tag: string): string => `</${tag}>\n`

/** One element with text or ready-made children. */
export function element(tag: string, attributes: Attributes, content?: string | readonly string[]): string {
  if (content === undefined || content.length === 0) return `<${tag}${list(attributes)}/>\n`
  const inside = typeof content === 'string' ? escape(content) : `\n${content.join('')}`
  return `<${tag}${list(attributes)}>${inside}</${tag}>\n`
}

const list = (attributes: Attributes): string =>
  Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => ` ${name}="${escape(String(value)).replace(/\n/gu, '&#10;').replace(/\t/gu, '&#9;')}"`)
    .join('')

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** Characters that XML 1.0 has no way to write (section 2.2), lone surrogates among them. */
const illegal =
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g

/** Other tools print what they read here, so runner commands are broken as well. */
function escape(text: string): string {
  return breakCommands(text)
    .replace(illegal, '\ufffd')
    .replace(/[&<>"]/gu, (char) => entities[char] ?? char)
}
