import type { CompletedCommand, CompletedOption, Place, Takes } from './tree.ts'

/** A script for fish. */
export const fishScript = (commands: readonly CompletedCommand[], own: readonly CompletedOption[]): string =>
  `# fish completion of redteam, made by: redteam completion fish
${at(commands)}
${[
  'complete -c redteam -f',
  ...own.map((option) => line(atCommand, ofOption(option))),
  ...commands.map(({ name, description }) => line(atCommand, `-a ${quoted(name)} -d ${quoted(description)}`)),
  ...commands.flatMap(ofCommand),
].join('\n')}
`

/**
 * The condition under which something is offered. Words before the cursor count as the command and its places; options and their values do
 * not. fish's own __fish_seen_subcommand_from looks at every word, and takes the "list" of "redteam scans list" for a command.
 */
const at = (commands: readonly CompletedCommand[]): string => `
# Whether the command is $argv[1], and as many of its places are filled as the comparison behind it says: -eq 0, -ge 1.
function __redteam_at
    set -l valued ${valuedOf(commands).map(quoted).join(' ')}
    set -l tokens (commandline -opc)
    set -l words
    set -l option ''
    set -e tokens[1]
    for token in $tokens
        if test -n "$option"; and contains -- "$words[1] $option" $valued
            set option ''
        else if string match -q -- '-*' $token
            set option $token
        else
            set option ''
            set -a words $token
        end
    end
    test "$words[1]" = "$argv[1]"; or return 1
    test (count $argv) -lt 3; or test (math (count $words) - 1) $argv[2] $argv[3]
end
`

/** The options that something follows, with their commands. */
const valuedOf = (commands: readonly CompletedCommand[]): string[] =>
  commands.flatMap(({ name, options }) =>
    options.flatMap(({ flag, takes }) => (takes === undefined ? [] : [`${name} ${flag}`])),
  )

/** Where the command itself is written. */
const atCommand = '__redteam_at ""'

const ofCommand = ({ name, options, places }: CompletedCommand): string[] => [
  ...options.map((option) => line(`__redteam_at ${name}`, ofOption(option))),
  ...places.flatMap((place, i) =>
    place.takes === 'anything' ? [] : [line(atPlace(name, place, i), value(place.takes))],
  ),
]

const atPlace = (command: string, { isRepeated }: Place, i: number): string =>
  `__redteam_at ${command} ${isRepeated ? '-ge' : '-eq'} ${i}`

const line = (condition: string, rest: string): string => `complete -c redteam -n ${quoted(condition)} ${rest}`

const ofOption = ({ flag, description, takes }: CompletedOption): string =>
  `-l ${flag.replace(/^-+/u, '')} -d ${quoted(description)}${takes === undefined ? '' : ` -r ${value(takes)}`}`

function value(takes: Takes): string {
  if (takes === 'path') return '-F'
  return takes === 'anything' ? '-f' : `-f -a ${quoted(takes.join(' '))}`
}

const quoted = (text: string): string => `'${text.replaceAll(/[\\']/gu, '\\$&')}'`
