import { readFile } from 'node:fs/promises'
import { defineConfig } from 'vitest/config'

// Where .ci/run wants the totals written; nobody else does.
// oxlint-disable-next-line node/no-process-env -- npm passes a script's configuration on in no other way
const totals = process.env['TEST_TOTALS_FILE']

/** @actions/github reads the job's environment once, when it is loaded: these want it loaded anew. */
const ownModules = [
  'test/action/jobs.test.ts',
  'test/app/comment-for-run.test.ts',
  'test/app/hosted-checkpoint.test.ts',
  'test/harness/github-api.test.ts',
]
const githubsParser = /@actions\/(?:workflow-parser|expressions)/u
const every = ['test/**/*.test.ts']

/** Their maps name sources that are not published, of which there would be a hundred warnings: read without maps. */
const withoutMaps = {
  name: 'without-maps',
  enforce: 'pre' as const,
  async load(id: string) {
    return githubsParser.test(id) && id.endsWith('.js') ? { code: await readFile(id, 'utf8'), map: null } : null
  },
}

export default defineConfig({
  plugins: [withoutMaps],
  test: {
    setupFiles: ['test/setup.ts'],
    // They import JSON in a way that Node itself does not know.
    server: { deps: { inline: [githubsParser] } },
    // Left to itself it keeps one core of two idle; whatever is slow here waits for other processes.
    maxWorkers: '100%',
    // The judge's patterns are compiled once, to run fast, instead of twice; changed while a process runs, the flag is not safe.
    execArgv: ['--no-regexp-tier-up'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Files share what they import; loading it for each of them took a tenth of the time.
    projects: [
      { extends: true, test: { name: 'shared', include: every, exclude: ownModules, isolate: false } },
      { extends: true, test: { name: 'own', include: ownModules } },
    ],
    ...(totals === undefined ? {} : { reporters: ['default', 'json'], outputFile: { json: totals } }),
  },
})
