import { excerpt, oneLine } from '../core/neutralise.ts'

/**
 * One line of a SARIF message, at most `most` characters. SARIF reads `[text](target)` as a link and `{0}` as a placeholder (2.1.0,
 * sections 3.11.5 and 3.11.6), and pages that show it look for mentions and addresses; a word joiner keeps each from being one.
 */
export const message = (text: string, most: number): string =>
  excerpt(
    oneLine(excerpt(text, most))
      .replace(/\p{Surrogate}/gu, '\ufffd')
      .replace(
        /\](?=[([])|\{(?=\d)|@(?=[\w/-])|:(?=\/\/)|\bwww(?=\.)|#(?=\d)|\bgh(?=-\d)|<(?=[!/?a-z])/giu,
        '$&\u2060',
      ),
    most,
  )

/** The same for the Markdown of a rule's help: no mark of punctuation is left to mean anything. */
export const markdown = (text: string, most: number): string =>
  message(text, most).replace(/[\\`*_{}[\]<>()#+!|~-]/gu, '\\$&')
