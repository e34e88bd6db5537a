import type { Command } from 'commander'
import { completionHelp } from '../src/cli/completion/index.ts'
import { program } from '../src/cli/program.ts'
import { code, table } from './reference-table.ts'

/** Every command with its options, as --help has them. */
export function commandReference(): string[] {
  const root = program()
  const help = root.createHelp()
  const commands = help.visibleCommands(root).filter((command) => command.name() !== 'help')
  return [
    '`redteam COMMAND --help` says the same.',
    table([['command', 'what it does'], ...commands.map((command) => [usageOf(command), command.description()])]),
    table([['command', 'option', 'meaning'], ...commands.flatMap(optionRows)]),
    'Shells complete commands, options, datasets and attacks:',
    `\`\`\`\n${completionHelp.trim()}\n\`\`\``,
  ]
}

const usageOf = (command: Command): string =>
  code([command.name(), command.usage().replace(/^\[options\] ?/u, '')].join(' ').trim())

function optionRows(command: Command): string[][] {
  const help = command.createHelp()
  const options = help.visibleOptions(command).filter(({ long }) => long !== '--help')
  return options.map((option) => [code(command.name()), code(option.flags), help.optionDescription(option)])
}
