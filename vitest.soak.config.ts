import { defineConfig } from 'vitest/config'

/** The long versions of tests that `npm test` runs a sample of; minutes to hours, one file at a time so that figures mean something. */
export default defineConfig({
  test: {
    include: ['test/**/*.soak.ts'],
    testTimeout: 3_600_000,
    hookTimeout: 60_000,
    fileParallelism: false,
    passWithNoTests: false,
    disableConsoleIntercept: true,
  },
})
