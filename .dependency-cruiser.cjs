/** The direction rule of the house: who may import whom. CONTRIBUTING.md draws it. */
const packages = {
  core: ['@noble/hashes'],
  config: ['zod', 'smol-toml', 'toml-eslint-parser'],
  datasets: ['yaml'],
  attacks: [],
  judges: ['zod'],
  engine: ['p-limit'],
  scoring: [],
  gate: [],
  reporters: ['markdown-table'],
  demo: [],
}
const pure = Object.keys(packages)
const effects = ['targets', 'backends', 'audit', 'github', 'platform']
const shells = ['cli', 'action', 'vitest', 'server']
const any = (names) => `^src/(${names.join('|')})/`
const external = [
  'npm',
  'npm-dev',
  'npm-optional',
  'npm-peer',
  'npm-bundled',
  'npm-no-pkg',
  'npm-unknown',
  'unknown',
  'undetermined',
]

const onlyCoreAndItself = (name, names) => ({
  name,
  severity: 'error',
  from: { path: any(names) },
  to: { path: '^src/', pathNot: ['^src/core/', '^src/$1/'] },
})

const onlyItsPackages = (folder) => ({
  name: `${folder}-packages`,
  severity: 'error',
  from: { path: `^src/${folder}/` },
  to: { dependencyTypes: external, pathNot: packages[folder].map((name) => `node_modules/${name}/`) },
})

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    onlyCoreAndItself('core-is-alone', ['core']),
    onlyCoreAndItself('pure-folders', pure),
    onlyCoreAndItself('effect-folders', effects),
    ...pure.map(onlyItsPackages),
    { name: 'pure-has-no-builtins', severity: 'error', from: { path: any(pure) }, to: { dependencyTypes: ['core'] } },
    {
      name: 'nothing-imports-a-shell',
      severity: 'error',
      from: { path: '^src/', pathNot: [any(shells), '^src/entry.ts$'] },
      to: { path: any(shells) },
    },
    {
      name: 'shells-go-through-app',
      severity: 'error',
      from: { path: any(shells) },
      to: { path: '^src/', pathNot: ['^src/(app|core)/', '^src/$1/', '^src/server/main.ts$'] },
    },
    {
      name: 'only-the-command-line-starts-the-server',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/server/', '^src/cli/serve.ts$'] },
      to: { path: '^src/server/' },
    },
    {
      name: 'actions-stay-outside',
      severity: 'error',
      from: { path: '^src/', pathNot: any(['github', 'action']) },
      to: { path: 'node_modules/@(actions|octokit)/' },
    },
    { name: 'no-test-code', severity: 'error', from: { path: '^src/' }, to: { path: '^(test|bench|tools)/' } },
    {
      name: 'no-dev-dependencies',
      severity: 'error',
      from: { path: '^src/' },
      to: { dependencyTypes: ['npm-dev'], pathNot: 'node_modules/@types/' },
    },
    {
      name: 'use-cases-stand-alone',
      severity: 'error',
      from: { path: '^src/app/use-cases/' },
      to: { path: '^src/app/use-cases/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.js', '.mjs', '.cjs', '.json'],
    },
  },
}
