import type { CompletedCommand, CompletedOption, Takes } from './tree.ts'

/** A script for bash, as old as 3.2. Where it finds no words, the shell goes on with the names of files. */
export function bashScript(commands: readonly CompletedCommand[], own: readonly CompletedOption[]): string {
  const valued = commands.flatMap(({ name, options }) =>
    options.flatMap(({ flag, takes }) => (takes === undefined ? [] : [{ at: `${name} ${flag}`, takes }])),
  )
  const flags = [
    { at: '', words: own.map(({ flag }) => flag) },
    ...commands.map(({ name, options }) => ({ at: name, words: options.map(({ flag }) => flag) })),
  ]
  return `# bash completion of redteam, made by: redteam completion bash
_redteam() {
  local current="\${COMP_WORDS[COMP_CWORD]}" command='' place=0 i word words=''
  COMPREPLY=()
  for ((i = 1; i < COMP_CWORD; i++)); do
    word="\${COMP_WORDS[i]}"
    case "$command $word" in
      ${valued.map(({ at }) => quoted(at)).join(' | ')})
        if ((i + 1 == COMP_CWORD)); then
          case "$command $word" in
${cases(valued.map(({ at, takes }) => ({ at, words: wordsOf(takes) })))}
          esac
          COMPREPLY=($(compgen -W "$words" -- "$current"))
          return
        fi
        ((i++)) ;;
      *' -'*) ;;
      *) if [ -z "$command" ]; then command="$word"; else ((place++)); fi ;;
    esac
  done
  if [[ "$current" == -* ]]; then
    case "$command" in
${cases(flags)}
    esac
  elif [ -z "$command" ]; then
    words=${quoted(commands.map(({ name }) => name).join(' '))}
  else
    case "$command $place" in
${cases(commands.flatMap(({ name, places }) => places.map(({ takes }, i) => ({ at: `${name} ${i}`, words: wordsOf(takes) }))))}
    esac
  fi
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -o bashdefault -o default -F _redteam redteam
`
}

const wordsOf = (takes: Takes): readonly string[] => (typeof takes === 'string' ? [] : takes)

const cases = (branches: readonly { readonly at: string; readonly words: readonly string[] }[]): string =>
  branches
    .filter(({ words }) => words.length > 0)
    .map(({ at, words }) => `      ${quoted(at)}) words=${quoted(words.join(' '))} ;;`)
    .join('\n')

/** Nothing of ours holds an apostrophe here: names, flags and slugs. */
const quoted = (text: string): string => `'${text}'`
