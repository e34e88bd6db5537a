/** An element of a parsed document. */
export interface XmlElement {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly (XmlElement | string)[]
}

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

// Section 2.2 of XML 1.0. With the flag u a lone surrogate is a code point of its own, and in none of these ranges.
const legal = /^[\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]*$/u

const tokens = {
  open: /<([A-Za-z][\w.-]*)((?:\s+[A-Za-z][\w.-]*="[^"<]*")*)\s*(\/?)>/y,
  close: /<\/([A-Za-z][\w.-]*)\s*>/y,
  cdata: /<!\[CDATA\[([\s\S]*?)\]\]>/y,
  text: /[^<]+/y,
}

const refuse = (message: string): never => {
  throw new SyntaxError(message)
}

const decode = (text: string): string => {
  if (text.includes(']]>')) refuse('"]]>" in text')
  return text.replaceAll(
    /&(?:#(\d+)|#x([\da-f]+)|(\w+));|&/gi,
    (whole, decimal?: string, hex?: string, name?: string) => {
      const code = decimal ?? (hex === undefined ? undefined : Number.parseInt(hex, 16))
      const char = code === undefined ? named[name ?? ''] : String.fromCodePoint(Number(code))
      return char !== undefined && legal.test(char) ? char : refuse(`${whole} is no reference`)
    },
  )
}

const attributesOf = (list: string): Record<string, string> => {
  const attributes: Record<string, string> = {}
  for (const [, name = '', value = ''] of list.matchAll(/([\w.-]+)="([^"]*)"/g)) {
    if (Object.hasOwn(attributes, name)) refuse(`${name} twice in one tag`)
    attributes[name] = decode(value)
  }
  return attributes
}

/**
 * Reads a document made of elements, text and CDATA, which is all a report needs; anything that is not well-formed, and
 * anything else that XML has, is a SyntaxError.
 */
export const parseXml = (document: string): XmlElement => {
  if (!legal.test(document)) refuse('a character that XML cannot have')
  const body = document.replace(/^<\?xml version="1\.0"[^>]*\?>\s*/, '').trimEnd()
  let at = 0
  const take = (token: RegExp): RegExpExecArray | undefined => {
    token.lastIndex = at
    const found = token.exec(body)
    at += found?.[0].length ?? 0
    return found ?? undefined
  }
  const childrenOf = (name: string): XmlElement['children'] => {
    const children: (XmlElement | string)[] = []
    for (;;) {
      const close = take(tokens.close)
      if (close !== undefined) return close[1] === name ? children : refuse(`<${name}> is closed by </${close[1]}>`)
      const text = take(tokens.text)
      const cdata = text === undefined ? take(tokens.cdata)?.[1] : undefined
      children.push(text === undefined ? (cdata ?? element()) : decode(text[0]))
    }
  }
  const element = (): XmlElement => {
    const [, name = '', list = '', slash] =
      take(tokens.open) ?? refuse(`no tag at ${JSON.stringify(body.slice(at, at + 40))}`)
    return { name, attributes: attributesOf(list), children: slash === '/' ? [] : childrenOf(name) }
  }
  const root = element()
  return at === body.length ? root : refuse('something after the root')
}

/** The elements with this name that stand directly in another. */
export const elementsOf = ({ children }: XmlElement, name?: string): XmlElement[] =>
  children.filter((child) => typeof child !== 'string').filter((child) => name === undefined || child.name === name)

/** All text in an element, that of its descendants too. */
export const textOf = ({ children }: XmlElement): string =>
  children.map((child) => (typeof child === 'string' ? child : textOf(child))).join('')
