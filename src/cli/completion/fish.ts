import type { CompletedCommand, CompletedOption, Takes } from './tree.ts'

/** A script for fish. */
export const fishScript = (commands: readonly CompletedCommand[], own: readonly CompletedOption[]): string =>
  `# fish completion of redteam, made by: redteam completion fish
${[
  'complete -c redteam -f',
  ...own.map((option) => line('__fish_use_subcommand', ofOption(option))),
  ...commands.map(({ name, description }) =>
    line('__fish_use_subcommand', `-a ${quoted(name)} -d ${quoted(description)}`),
  ),
  ...commands.flatMap(ofCommand),
].join('\n')}
`

function ofCommand({ name, options, places }: CompletedCommand): string[] {
  const seen = `__fish_seen_subcommand_from ${name}`
  return [
    ...options.map((option) => line(seen, ofOption(option))),
    ...places.flatMap(({ takes }) => (takes === 'anything' ? [] : [line(seen, value(takes))])),
  ]
}

const line = (condition: string, rest: string): string => `complete -c redteam -n ${quoted(condition)} ${rest}`

const ofOption = ({ flag, description, takes }: CompletedOption): string =>
  `-l ${flag.replace(/^-+/u, '')} -d ${quoted(description)}${takes === undefined ? '' : ` -r ${value(takes)}`}`

function value(takes: Takes): string {
  if (takes === 'path') return '-F'
  return takes === 'anything' ? '-f' : `-f -a ${quoted(takes.join(' '))}`
}

const quoted = (text: string): string => `'${text.replaceAll(/[\\']/gu, '\\$&')}'`
