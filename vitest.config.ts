import { defineConfig } from 'vitest/config'

// Where .ci/run wants the totals written; nobody else does.
// oxlint-disable-next-line node/no-process-env -- npm passes a script's configuration on in no other way
const totals = process.env['TEST_TOTALS_FILE']

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    setupFiles: ['test/setup.ts'],
    // They import JSON in a way that Node itself does not know.
    server: { deps: { inline: [/@actions\/(?:workflow-parser|expressions)/u] } },
    // Left to itself it keeps one core of two idle; whatever is slow here waits for other processes.
    maxWorkers: '100%',
    // As in a process of our own (src/platform/own-process.ts).
    execArgv: ['--no-regexp-tier-up'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    ...(totals === undefined ? {} : { reporters: ['default', 'json'], outputFile: { json: totals } }),
  },
})
