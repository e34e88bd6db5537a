import type { Masks } from './masks.ts'
import { commandNames, parseCommand, type WorkflowCommand } from './workflow-commands.ts'

const annotationsPerKind = 10
const messageLength = 4096

/** The kinds of annotation, by the command that makes them. */
export type AnnotationKind = 'error' | 'warning' | 'notice'

/** An annotation as the run page would show it: masked, its message cut at 4,096 characters. */
export interface Annotation {
  readonly message: string
  readonly title?: string
  readonly file?: string
  readonly line?: string
  readonly endLine?: string
  readonly col?: string
  readonly endColumn?: string
}

/** A command that was obeyed, and where it was written. */
export interface SeenCommand extends WorkflowCommand {
  readonly stream: 'stdout' | 'stderr'
}

/** What the runner made of a step's output. */
export interface StepLog {
  /** Takes one line, as plain output or as a command. */
  readonly line: (line: string, stream: 'stdout' | 'stderr') => void
  /** The log as shown: masked, without the commands that the runner swallows. */
  readonly lines: readonly string[]
  readonly commands: readonly SeenCommand[]
  readonly annotations: Readonly<Record<AnnotationKind, readonly Annotation[]>>
  /** How many annotations came after the tenth of their kind. */
  readonly dropped: number
  /** From `set-output` and `save-state`: deprecated, and still honoured. */
  readonly outputs: ReadonlyMap<string, string>
  readonly state: ReadonlyMap<string, string>
  /** Commands that the runner refuses; one of them fails the step. */
  readonly refused: readonly string[]
}

const isAnnotation = (name: string): name is AnnotationKind =>
  name === 'error' || name === 'warning' || name === 'notice'

/** Starts a step's log. `add-mask` commands go to `masks`, and hide what follows. */
export const createStepLog = (masks: Masks): StepLog => {
  const lines: string[] = []
  const commands: SeenCommand[] = []
  const annotations: Record<AnnotationKind, Annotation[]> = { error: [], warning: [], notice: [] }
  const outputs = new Map<string, string>()
  const state = new Map<string, string>()
  const refused: string[] = []
  const names = new Set(commandNames)
  let stopToken: string | undefined
  let dropped = 0

  const annotate = (kind: AnnotationKind, command: WorkflowCommand): void => {
    const message = masks.apply(command.data)
    const props = Object.fromEntries(Object.entries(command.props).map(([key, value]) => [key, masks.apply(value)]))
    if (annotations[kind].length < annotationsPerKind) {
      annotations[kind].push({ ...props, message: message.slice(0, messageLength) })
    } else {
      dropped += 1
    }
    lines.push(`${kind}: ${message}`)
  }

  const setNamed = (target: Map<string, string>, command: WorkflowCommand): void => {
    const [, name] = Object.entries(command.props).find(([key]) => key.toLowerCase() === 'name') ?? []
    if (name === undefined) refused.push(`Required field 'name' is missing in ##[${command.name}] command.`)
    else target.set(name, command.data)
  }

  const stop = (token: string): void => {
    if (token === '' || names.has(token.toLowerCase()) || token.toLowerCase() === 'pause-logging') {
      refused.push(`stop-commands cannot use the token '${token}'`)
      return
    }
    // The token becomes a command name of its own, so both grammars can resume.
    stopToken = token.toLowerCase()
    names.add(stopToken)
  }

  const obey = (command: WorkflowCommand): void => {
    if (isAnnotation(command.name)) annotate(command.name, command)
    else if (command.name === 'stop-commands') stop(command.data)
    else if (command.name === 'add-mask') masks.add(command.data)
    else if (command.name === 'set-output') setNamed(outputs, command)
    else if (command.name === 'save-state') setNamed(state, command)
    else if (command.name === 'set-env' || command.name === 'add-path')
      refused.push(`The \`${command.name}\` command is disabled.`)
  }

  return {
    lines,
    commands,
    annotations,
    outputs,
    state,
    refused,
    get dropped() {
      return dropped
    },
    line: (line, stream) => {
      const command = parseCommand(line, names)
      if (command && stopToken === undefined) {
        commands.push({ ...command, stream })
        obey(command)
      } else if (command && command.name === stopToken) {
        names.delete(stopToken)
        stopToken = undefined
      } else {
        lines.push(masks.apply(line))
      }
    },
  }
}
