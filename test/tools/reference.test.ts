import { expect, test } from 'vitest'
import { exitCodes } from '../../src/app/exit-code.ts'
import { attackNames, datasetNames } from '../../src/app/names.ts'
import { commandsOf } from '../../src/cli/completion/tree.ts'
import { program } from '../../src/cli/program.ts'
import { fileSchema } from '../../src/config/schema.ts'
import { reference } from '../../tools/reference.ts'

const text = await reference()

test('has every table of the configuration, command, attack, dataset and exit code', () => {
  const tables = Object.entries(fileSchema.shape).filter(([key]) => key !== 'scan_name')
  for (const [key] of tables) expect(text).toMatch(new RegExp(`^### \`\\[{1,2}${key}\\]`, 'mu'))
  for (const { name } of commandsOf(program()).filter((one) => one.name !== 'help'))
    expect(text).toMatch(new RegExp(`^\\| \`${name}[ \`]`, 'mu'))
  for (const name of attackNames) expect(text).toContain(`| \`${name}\` |`)
  for (const name of datasetNames) expect(text).toContain(`### ${name}\n`)
  for (const meaning of Object.values(exitCodes)) expect(text).toContain(`| ${meaning} |`)
})

test('says what a key takes, what holds without it and what it means', () => {
  expect(text).toContain(
    '| `max_asr` | number, at least 0, at most 1 | | The highest attack success rate, from 0 to 1. |',
  )
  expect(text).toContain('### `[[scan.datasets]]`\n\nWhat to ask about.')
  expect(text).toMatch(/^\| `fail_on` \| `"High"`, `"Medium"`, `"none"` \| `"High"` \|/mu)
  expect(text).toMatch(/^\| `output-dir` \| `redteam-results` \|/mu)
})

test('holds nothing that nobody wrote', () => {
  expect(text).not.toMatch(/undefined|\[object|NaN/u)
})
