import type { Argument, Command, Option } from 'commander'
import { attackSlugs, datasetSlugs } from '../../app/index.ts'

/** What stands in a place of the command line: a path, one of some words, or something that nobody can guess. */
export type Takes = 'path' | 'anything' | readonly string[]

export interface CompletedOption {
  /** With its dashes: "--output". */
  readonly flag: string
  readonly description: string
  /** Missing where nothing follows it. */
  readonly takes?: Takes
}

export interface Place {
  readonly name: string
  readonly takes: Takes
  /** Whether more of the same may follow. */
  readonly isRepeated: boolean
}

export interface CompletedCommand {
  readonly name: string
  readonly description: string
  readonly options: readonly CompletedOption[]
  /** In their order. */
  readonly places: readonly Place[]
}

/** What a shell completes: the commands as they are declared, so that a new one is completed on arrival. */
export const commandsOf = (root: Command): CompletedCommand[] =>
  root
    .createHelp()
    .visibleCommands(root)
    .map((command) => ({
      name: command.name(),
      description: command.description(),
      options: command.createHelp().visibleOptions(command).map(toOption),
      places: command.registeredArguments.map((argument) => ({
        name: argument.name(),
        takes: takenBy(argument),
        isRepeated: argument.variadic,
      })),
    }))

/** The options of the program itself. */
export const optionsOf = (root: Command): CompletedOption[] => root.createHelp().visibleOptions(root).map(toOption)

function toOption({ long, short, description, required, optional, flags, argChoices = [] }: Option): CompletedOption {
  const placeholder = /[<[]([\w/-]+)/u.exec(flags)?.[1] ?? ''
  const takes = argChoices.length > 0 ? argChoices : (byPlaceholder[placeholder] ?? 'anything')
  return { flag: long ?? short ?? '', description, ...((required || optional) && { takes }) }
}

const takenBy = (argument: Argument): Takes => argument.argChoices ?? byPlaceholder[argument.name()] ?? 'anything'

/** Placeholders that say what is meant. Datasets and attacks go by their slugs, in which nothing has to be quoted. */
const byPlaceholder: Readonly<Record<string, Takes>> = {
  file: 'path',
  folder: 'path',
  folders: 'path',
  results: 'path',
  before: 'path',
  after: 'path',
  dataset: datasetSlugs,
  attack: attackSlugs,
}
