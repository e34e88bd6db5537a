import { type Attributes, element, text } from './markup.ts'

/** What the page's sections are made of. */

export const section = (title: string, body: string): string =>
  `${element('section', {}, element('h2', {}, text(title)), `\n${body}\n`)}\n`

/** Headings that begin with # stand over numbers. */
export function table(headings: readonly string[], rows: readonly string[], attributes: Attributes = {}): string {
  const cells = headings.map((heading) =>
    element(
      'th',
      { scope: 'col', class: heading.startsWith('#') ? 'number' : undefined },
      text(heading.replace('#', '')),
    ),
  )
  const body = rows.map((row) => element('tr', {}, row)).join('\n')
  const whole = element(
    'table',
    attributes,
    element('thead', {}, element('tr', {}, ...cells)),
    element('tbody', {}, body),
  )
  return element(
    'div',
    { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': headings.slice(0, 1).join('') },
    whole,
  )
}

export const rowHead = (name: string): string => element('th', { scope: 'row' }, text(name))
export const number = (value: string): string => element('td', { class: 'number' }, text(value))
