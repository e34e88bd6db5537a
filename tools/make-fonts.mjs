/**
 * Makes src/platform/fonts/*.ttf.br from open fonts on npm: a subset where the whole would be too large, no hinting
 * (PDF readers do not use it at these sizes), brotli. Run again only to change what the report can print:
 *
 *   mkdir /tmp/fonts && cd /tmp/fonts && npm init -y && npm install subset-font@2.9.0 dejavu-fonts-ttf@2.37.3 \
 *     @expo-google-fonts/noto-sans-devanagari@0.4.1 @expo-google-fonts/noto-sans-sc@0.4.3 @expo-google-fonts/noto-emoji@0.4.7
 *   node tools/make-fonts.mjs /tmp/fonts/node_modules
 *
 * The packages stay outside the project: they are 200 MB that nobody needs to build or test it. NOTICE has the licences.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import { brotliCompressSync, constants } from 'node:zlib'

const target = new URL('../src/platform/fonts/', import.meta.url)
/** What src/platform/fonts may weigh in all. */
const mostBytes = 3_000_000

const range = (from, to) => Array.from({ length: to - from + 1 }, (_, i) => from + i)

/** The characters of rows of a 94 × 94 character set, through the encoding Node knows it by. */
function rows(encoding, from, to) {
  const decoder = new TextDecoder(encoding)
  const cells = range(from, to).flatMap((row) => range(1, 94).map((cell) => Uint8Array.of(row + 0xa0, cell + 0xa0)))
  return cells.map((bytes) => decoder.decode(bytes)).filter((text) => !text.includes('\ufffd'))
}

/** GB 2312 (rows 1–87) and JIS X 0208 without its second level (rows 1–8, 16–47), kana, CJK punctuation and full-width forms. */
const chinese = [
  ...rows('gb18030', 1, 87),
  ...rows('euc-jp', 1, 8),
  ...rows('euc-jp', 16, 47),
  ...[...range(0x3000, 0x30ff), ...range(0xff01, 0xffee)].map((code) => String.fromCodePoint(code)),
].join('')

const noto = (family, name) => `@expo-google-fonts/${family}/400Regular/${name}_400Regular.ttf`

const fonts = [
  { name: 'dejavu-sans', file: 'dejavu-fonts-ttf/ttf/DejaVuSans.ttf' },
  { name: 'dejavu-sans-bold', file: 'dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf' },
  { name: 'noto-sans-devanagari', file: noto('noto-sans-devanagari', 'NotoSansDevanagari') },
  { name: 'noto-sans-sc', file: noto('noto-sans-sc', 'NotoSansSC'), text: chinese },
  { name: 'noto-emoji', file: noto('noto-emoji', 'NotoEmoji') },
]

/** Everything in the subset is there because of its own character; alternative forms that nobody asks for are left out. */
const only = ['ccmp', 'kern', 'mark', 'mkmk', 'locl']

async function make({ name, file, text }, folder, subset) {
  const source = readFileSync(join(folder, file))
  const options = { targetFormat: 'truetype', noHinting: true }
  const font = await (text === undefined
    ? subset(source, undefined, { ...options, keepAllGlyphs: true })
    : subset(source, text, { ...options, keepFeatures: only }))
  const packed = brotliCompressSync(font, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: 11,
      [constants.BROTLI_PARAM_LGWIN]: 24,
      [constants.BROTLI_PARAM_SIZE_HINT]: font.length,
    },
  })
  writeFileSync(new URL(`${name}.ttf.br`, target), packed)
  console.log(`${name}: ${source.length} -> ${font.length} -> ${packed.length}`)
  return packed.length
}

const [folder] = process.argv.slice(2)
if (folder === undefined)
  throw new Error('usage: node tools/make-fonts.mjs <folder of node_modules with the font packages>')
const subset = createRequire(resolve(folder, 'make-fonts.js'))('subset-font')
mkdirSync(target, { recursive: true })
let total = 0
for (const font of fonts) total += await make(font, folder, subset)
console.log(`total: ${total}`)
if (total > mostBytes) throw new Error(`the fonts weigh ${total} bytes, more than ${mostBytes}`)
