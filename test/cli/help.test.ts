import { describe, expect, test } from 'vitest'
import { examples, examplesInWords, firstSteps } from '../../src/cli/help.ts'
import { program } from '../../src/cli/program.ts'

const root = program()
const commandNamed = (name: string) => root.commands.find((command) => command.name() === name)

describe('the examples of --help', () => {
  test.each(Object.entries(examples))('%s: every one is of this command and has options that exist', (name, lines) => {
    const command = commandNamed(name)
    expect(command).toBeDefined()
    const options = command?.options.map(({ long }) => long) ?? []
    for (const [line] of lines) {
      expect(line).toMatch(new RegExp(`^redteam ${name}\\b`, 'u'))
      expect(options).toEqual(expect.arrayContaining(line.match(/--[a-z-]+/gu) ?? []))
    }
  })

  test('stand in columns', () => {
    expect(examplesInWords('plan')).toBe('\nExamples:\n  redteam plan redteam.toml --json  for a program')
    expect(examplesInWords('completion')).toBe('')
  })

  test('begin with commands that there are', () => {
    const named = [...firstSteps.matchAll(/^ {2}redteam (\w+)/gmu)].map(([, name = '']) => name)
    expect(named.length).toBeGreaterThan(3)
    expect(named.filter((name) => commandNamed(name) === undefined)).toEqual([])
  })
})
