/** What is lent by the test runner. vitest's own functions fit; this project never imports vitest at run time. */
export interface TestRunner {
  readonly describe: (name: string, body: () => void) => void
  readonly test: (
    name: string,
    options: { readonly timeout: number },
    body: (context: TestContext) => Promise<void>,
  ) => void
  /** Calls `start` with the suite among its arguments. */
  readonly beforeAll: (start: (...given: never[]) => void) => void
  readonly afterAll: (end: () => Promise<void>, timeout: number) => void
}

/** The part of vitest's test context that is used. */
export interface TestContext {
  /** Ends the test as skipped. */
  readonly skip: (note?: string) => never
}

/** The part of vitest's suites and tests that is used. */
export interface RunningTask {
  readonly type: string
  readonly name: string
  /** "run" when it was selected. */
  readonly mode: string
  readonly tasks?: readonly RunningTask[]
}

/**
 * The names of the tests that are going to run, from what a `beforeAll` hook is given: filters have been applied by then. The suite
 * is the first argument up to vitest 4 and the second from 5 on.
 */
export function selectedNames(given: readonly unknown[]): ReadonlySet<string> {
  const suite = given.find((one): one is RunningTask => (one as Partial<RunningTask> | undefined)?.type === 'suite')
  return new Set(suite === undefined ? [] : namesOf(suite))
}

const namesOf = ({ type, name, mode, tasks = [] }: RunningTask): string[] =>
  type === 'test' ? (mode === 'run' || mode === 'queued' ? [name] : []) : tasks.flatMap(namesOf)
