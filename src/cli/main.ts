import { CommanderError } from 'commander'
import { type ExitCode, keepHeapSmall } from '../app/index.ts'
import { ConfigError, messageOf, UnsupportedOperation } from '../core/errors.ts'
import { program } from './program.ts'
import { sayError } from './terminal.ts'

/** Runs the command line and sets the exit code: 0 passed, 1 gate failed, 2 configuration or usage, 3 inconclusive. */
export async function main(argv: readonly string[]): Promise<void> {
  keepHeapSmall()
  try {
    await program().parseAsync([...argv])
  } catch (error) {
    process.exitCode = complain(error)
  }
}

function complain(error: unknown): ExitCode {
  // Commander has printed its own complaint by then; asking for help is no fault.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
  sayError(messageOf(error))
  return error instanceof ConfigError || error instanceof UnsupportedOperation ? 2 : 3
}
