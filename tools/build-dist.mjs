// Builds dist/: one ncc compile of src/entry.ts and fixed stubs. Byte-for-byte the same wherever it is built from the same tree.
// usage: node tools/build-dist.mjs [folder]
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import ncc from '@vercel/ncc'
import { transform } from 'esbuild'

const out = resolve(process.argv[2] ?? 'dist')

const { code, assets } = await ncc(resolve('src/entry.ts'), {
  cache: false,
  quiet: true,
  transpileOnly: true,
  license: 'licenses.txt',
  target: 'es2023',
})

rmSync(out, { recursive: true, force: true })
await write('index.js', code)
for (const [name, { source }] of Object.entries(assets)) {
  // A path that begins with resolve('.', …) looks like an asset to ncc: it would be another one in the bundle.
  if (name.includes('/') && !name.endsWith('.d.ts'))
    throw new Error(`ncc took a path of the user's for an asset: ${name}`)
  // ts-loader emits nothing but what webpack asked for; declaration files would only be noise.
  if (!name.endsWith('.d.ts')) await write(name, name.endsWith('.br') ? bytesBehind(source) : source)
}
await write('package.json', '{"type":"module"}\n')
await write('action/index.js', "import { action } from '../index.js'\n\nawait action()\n")
await write('post/index.js', "import { post } from '../index.js'\n\nawait post()\n")
await write('cli/index.js', "#!/usr/bin/env node\nimport { cli } from '../index.js'\n\nawait cli(process.argv)\n")

// vitest is the reader's own: it is imported here and handed in, because an external import would be hoisted into the bundle's main file.
await write(
  'vitest/index.js',
  "import { afterAll, beforeAll, describe, test } from 'vitest'\nimport { vitest } from '../index.js'\n\nexport const redteam = await vitest({ afterAll, beforeAll, describe, test })\n",
)

// ncc reads files that code points at with `new URL` as text, which spoils their bytes: the font with the same spoilt text is meant.
function bytesBehind(spoilt) {
  const fonts = readdirSync('src/platform/fonts').map((file) => readFileSync(join('src/platform/fonts', file)))
  const font = fonts.find((bytes) => Buffer.from(bytes.toString('utf8')).equals(spoilt))
  if (font === undefined) throw new Error('an asset of the bundle is none of the fonts')
  return font
}

async function write(name, source) {
  const path = join(out, name)
  mkdirSync(dirname(path), { recursive: true })
  const isStub = name.includes('/') || name === 'package.json'
  writeFileSync(path, /\.m?js$/.test(name) && !isStub ? await shrink(String(source)) : source)
}

// Only white space goes: names and structure stay, so stack traces and reviews still mean something. ncc cannot do it for chunks.
async function shrink(source) {
  const { code: small } = await transform(source, {
    minifyWhitespace: true,
    format: 'esm',
    target: 'node20',
    legalComments: 'none',
  })
  return small.replace(/^\/\/# sourceMappingURL=.*$/gm, '')
}
