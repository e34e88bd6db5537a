/**
 * Fails when some package lets Node's types into the pure folders: one import of pdfkit, yazl or openai there would make every
 * ambient name legal again, silently. Each line below must be an error under tsconfig.pure.json; a line that compiles is TS2578.
 */

// @ts-expect-error no process
export type NoProcess = typeof process
// @ts-expect-error no fetch
export type NoFetch = typeof fetch
// @ts-expect-error no timers
export type NoTimers = typeof setTimeout
// @ts-expect-error no console
export type NoConsole = typeof console
// @ts-expect-error no Buffer
export type NoBuffer = typeof Buffer
