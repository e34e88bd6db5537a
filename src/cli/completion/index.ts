import type { Command } from 'commander'
import { bashScript } from './bash.ts'
import { fishScript } from './fish.ts'
import { commandsOf, optionsOf } from './tree.ts'
import { zshScript } from './zsh.ts'

const scripts = { bash: bashScript, zsh: zshScript, fish: fishScript } as const
export type Shell = keyof typeof scripts

/** The shells that can be completed in. */
export const shells = Object.keys(scripts) as Shell[]

/** A script that makes a shell complete the commands of `root`, their options and what these take. It asks nobody while it completes. */
export const completionScript = (root: Command, shell: Shell): string =>
  scripts[shell](commandsOf(root), optionsOf(root))

/** How the script gets into a shell, for --help. */
export const completionHelp = `
For this shell alone:
  bash        source <(redteam completion bash)
  zsh         source <(redteam completion zsh)
  fish        redteam completion fish | source
For every new one, write it where the shell looks for such files:
  bash        redteam completion bash > ~/.local/share/bash-completion/completions/redteam
  zsh         redteam completion zsh > "\${fpath[1]}/_redteam"
  fish        redteam completion fish > ~/.config/fish/completions/redteam.fish`
