// Writes the committed files that are made from the sources. A test says when one of them is not fresh.
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { generated } from './generated.ts'

for (const [path, make] of Object.entries(generated)) {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, await make())
  console.log(`wrote ${path}`)
}
