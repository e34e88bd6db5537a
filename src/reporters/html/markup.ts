import { base64HashOf } from '../../core/hash.ts'
import { breakCommands } from '../../core/neutralise.ts'

/** HTML, written as a stream. Values are escaped here and nowhere else, so that no part of the page can forget it. */

export type Attributes = Readonly<Record<string, string | number | true | undefined>>

/** Text as text, whoever wrote it. Control characters and bidi overrides are made visible. */
export const text = (value: string): string =>
  breakCommands(value)
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .replace(/[&<>"']/gu, (char) => `&#${char.charCodeAt(0)};`)

/** An element round ready-made children. */
export const element = (tag: string, attributes: Attributes, ...children: readonly string[]): string =>
  `<${tag}${list(attributes)}>${children.join('')}</${tag}>`

const list = (attributes: Attributes): string =>
  Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => (value === true ? ` ${name}` : ` ${name}="${text(String(value))}"`))
    .join('')

/**
 * The head of a page that may load nothing and run nothing but its own style and script, known by their hashes; trusted types
 * forbid the script to make markup out of text.
 */
export function head({ title, style, script }: { title: string; style: string; script: string }): string {
  const policy = [
    "default-src 'none'",
    `style-src 'sha256-${base64HashOf(style)}'`,
    `script-src 'sha256-${base64HashOf(script)}'`,
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ')
  return [
    '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    '<meta name="referrer" content="no-referrer">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${text(title)}</title>`,
    `<style>${style}</style>\n</head>\n`,
  ].join('\n')
}
