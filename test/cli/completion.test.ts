import { execFile, spawnSync } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'
import { attackSlugs, datasetSlugs } from '../../src/app/index.ts'
import { completionScript, shells } from '../../src/cli/completion/index.ts'
import { commandsOf } from '../../src/cli/completion/tree.ts'
import { program } from '../../src/cli/program.ts'
import { temporaryFolder } from '../builders/temporary-folder.ts'
import { systemTool } from '../harness/skips.ts'

const root = program()
const commands = commandsOf(root)

/** What bash offers behind these words; the last one is being written. */
async function offered(...words: string[]): Promise<string[]> {
  const ask = `
    eval "$SCRIPT"
    COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1))
    _redteam
    printf '%s\\n' "\${COMPREPLY[@]}"`
  const { stdout } = await promisify(execFile)('bash', ['--norc', '-c', ask, 'bash', 'redteam', ...words], {
    env: { PATH: process.env['PATH'], SCRIPT: completionScript(root, 'bash') },
  })
  return stdout.split('\n').filter((line) => line !== '')
}

describe('bash', () => {
  test('offers every command', async () => {
    expect(await offered('')).toEqual(commands.map(({ name }) => name))
    expect(await offered('sc')).toEqual(['scan', 'scans'])
    expect(await offered('--')).toEqual(['--version', '--help'])
  })

  test('offers the options of a command, wherever they may stand', async () => {
    const options = ['--output', '--sandbox', '--resume', '--shard', '--help']
    expect(await offered('scan', '--')).toEqual(options)
    expect(await offered('scan', 'redteam.toml', '--output', 'out', '--')).toEqual(options)
    expect(await offered('validate', '--s')).toEqual(['--sandbox'])
  })

  test('offers datasets, attacks and what else there is to choose from', async () => {
    expect(await offered('show', '')).toEqual(datasetSlugs)
    expect(await offered('show', '--json', 'bi')).toEqual(['bias'])
    expect(await offered('attack', '')).toEqual(attackSlugs)
    expect(await offered('attack', '--text', 'x', 'flip')).toEqual(['flip-attack'])
    expect(await offered('list', 'a')).toEqual(['algorithms'])
    expect(await offered('demo', '--personality', '')).toEqual(expect.arrayContaining(['gullible', 'hardened']))
    expect(await offered('completion', '')).toEqual(shells)
  })

  test('leaves files, and what nobody can guess, to the shell', async () => {
    for (const words of [
      ['scan', ''],
      ['scan', '--output', ''],
      ['compare', 'before', ''],
      ['attack', '--text', ''],
    ])
      expect(await offered(...words)).toEqual([])
  })
})

/** What fish offers behind each of these lines, in a folder with one file. */
async function offeredByFish(...lines: string[]): Promise<string[]> {
  const folder = await temporaryFolder()
  await writeFile(join(folder, 'file'), '')
  const ask = 'printf %s $SCRIPT | source; for line in $argv; echo (complete -C $line | cut -f 1); end'
  const { stdout } = await promisify(execFile)('fish', ['--no-config', '-c', ask, ...lines], {
    cwd: folder,
    env: { PATH: process.env['PATH'], HOME: folder, SCRIPT: completionScript(root, 'fish') },
  })
  return stdout.trimEnd().split('\n')
}

describe('fish', () => {
  const script = completionScript(root, 'fish')

  test('is told of which command and behind how many words something may stand', () => {
    for (const line of [
      `-n '__redteam_at ""' -a 'list' `,
      "-n '__redteam_at list' -l json ",
      "-n '__redteam_at list -eq 0' -f -a 'datasets ",
      "-n '__redteam_at list -eq 1' -F\n",
      "-n '__redteam_at merge -ge 0' -F\n",
    ])
      expect(script).toContain(line)
    expect(script).not.toContain('__fish_seen_subcommand_from')
  })

  // Asked for by nobody else: a machine that has every tool of the reports need not have this shell.
  test.runIf(systemTool('fish'))('offers what belongs to the command and the place, options aside', async () => {
    const offers = [
      ['redteam li', 'list'],
      ['redteam --', '--help --version'],
      ['redteam list ', 'algorithms datasets templates'],
      ['redteam list --json ', 'algorithms datasets templates'],
      ['redteam list templates ', 'file'],
      ['redteam list templates file ', ''],
      ['redteam scans list --', '--help --output'],
      ['redteam scans --output list pro', 'progress'],
      ['redteam scans --output=list list ', 'file'],
      ['redteam scan --output ', 'file'],
      ['redteam scan --output out ', 'file'],
      ['redteam attack --text -x flip', 'flip-attack'],
      ['redteam merge a b ', 'file'],
      ['redteam completion ', 'bash fish zsh'],
    ]
    const answers = await offeredByFish(...offers.map(([line = '']) => line))
    expect(offers.map(([line], i) => [line, answers[i]])).toEqual(offers)
  })
})

test.each(shells)('%s completes every command, option and choice there is', (shell) => {
  const script = completionScript(root, shell)
  for (const { name, options, places } of commands) {
    expect(script).toContain(name)
    for (const { flag } of options) expect(script).toContain(shell === 'fish' ? `-l ${flag.slice(2)}` : flag)
    const choices = [...options, ...places].flatMap(({ takes = [] }) =>
      typeof takes === 'string' ? [] : [takes.join(' ')],
    )
    for (const words of choices) expect(script).toContain(words)
  }
})

test('each shell that is installed here finds its script well formed', async () => {
  const file = join(await temporaryFolder(), 'script')
  const found = []
  for (const shell of shells) {
    await writeFile(file, completionScript(root, shell))
    const { status, stderr } = spawnSync(shell, ['-n', file], { encoding: 'utf8' })
    // Null where there is no such shell: of the three only bash is everywhere.
    if (status !== null) found.push([shell, status, stderr])
  }
  expect(found).toContainEqual(['bash', 0, ''])
  expect(found.filter(([, status]) => status !== 0)).toEqual([])
})

test('a path is what a command takes that names a file or a folder', () => {
  const placesOf = (name: string) => commands.find((command) => command.name === name)?.places.map(({ takes }) => takes)
  expect(placesOf('merge')).toEqual(['path'])
  expect(placesOf('scans')?.[1]).toBe('path')
  expect(placesOf('report')).toEqual(['path'])
})
