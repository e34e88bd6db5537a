import type { CompletedCommand, CompletedOption, Takes } from './tree.ts'

/** A script for zsh: a file in its function path, or to be sourced. */
export const zshScript = (commands: readonly CompletedCommand[], own: readonly CompletedOption[]): string =>
  `#compdef redteam
# zsh completion of redteam, made by: redteam completion zsh
_redteam() {
  local context state state_descr line
  typeset -A opt_args
  _arguments -C \\
${own.map((option) => `    ${spec(option)} \\\n`).join('')}    '1: :->command' \\
    '*:: :->rest'
  case $state in
    command)
      local -a commands=(
${commands.map(({ name, description }) => `        ${quoted(`${name}:${description}`)}`).join('\n')}
      )
      _describe -t commands command commands ;;
    rest)
      case $words[1] in
${commands.map(branch).join('\n')}
      esac ;;
  esac
}
if [ "$funcstack[1]" = _redteam ]; then _redteam "$@"; else compdef _redteam redteam; fi
`

function branch({ name, options, places }: CompletedCommand): string {
  const specs = [
    ...options.map(spec),
    ...places.map(({ name: place, takes, isRepeated }, i) =>
      quoted(`${isRepeated ? '*' : i + 1}:${escaped(place)}:${action(takes)}`),
    ),
  ]
  return `        ${name}) _arguments ${specs.join(' ')} ;;`
}

const spec = ({ flag, description, takes }: CompletedOption): string =>
  quoted(`${flag}[${escaped(description)}]${takes === undefined ? '' : `:value:${action(takes)}`}`)

function action(takes: Takes): string {
  if (takes === 'path') return '_files'
  return takes === 'anything' ? ' ' : `(${takes.join(' ')})`
}

/** Brackets and colons part a specification. */
const escaped = (text: string): string => text.replaceAll(/[[\]:\\]/gu, '\\$&')

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`
