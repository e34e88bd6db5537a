import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { micromark } from 'micromark'
import { gfm, gfmHtml } from 'micromark-extension-gfm'

/**
 * GitHub-flavoured Markdown as HTML, before GitHub's own cleaning: what stands in it as HTML is still there, so a test sees more than
 * a reader would. Mentions and numbers of issues, which GitHub looks for afterwards, stay text.
 */
export const htmlOf = (markdown: string): string =>
  micromark(markdown, { allowDangerousHtml: true, extensions: [gfm()], htmlExtensions: [gfmHtml()] })

/** The elements of rendered Markdown by name, and where its links and pictures lead. */
export function elementsIn(markdown: string): {
  readonly names: readonly string[]
  readonly addresses: readonly string[]
} {
  const html = htmlOf(markdown)
  const names = [...html.matchAll(/<([a-z!][^\s/>]*)/giu)].map(([, name = '']) => name.toLowerCase())
  const addresses = [...html.matchAll(/\s(?:href|src)="([^"]*)"/giu)].map(([, address = '']) => address)
  return { names: [...new Set(names)].toSorted(), addresses }
}

/** A page that looks as GitHub shows these texts, one below the other, with their folded parts open or shut. */
export function pageLike(markdown: readonly string[], { width, isOpen }: { width: number; isOpen: boolean }): string {
  const style = readFileSync(createRequire(import.meta.url).resolve('github-markdown-css/github-markdown-light.css'))
  const boxes = markdown.map((text) => `<article class="markdown-body">${htmlOf(text)}</article>`).join('\n')
  return `<!doctype html><meta charset="utf-8"><style>${String(style)}
    body { margin: 16px; background: #f6f8fa; }
    .markdown-body { width: ${width}px; padding: 16px; margin-bottom: 16px; border: 1px solid #d1d9e0; border-radius: 6px; font-size: 14px; }
  </style>${isOpen ? boxes.replaceAll('<details>', '<details open>') : boxes}`
}
