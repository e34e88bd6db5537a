import { Argument, Command, Option } from 'commander'
import {
  exitCodes,
  personalityNames,
  reportNames,
  type ScanOperation,
  scanOperations,
  toolVersion,
} from '../app/index.ts'
import { redactions } from '../core/report-options.ts'
import type { Shard } from '../core/shard.ts'
import { toPoints, toPort, toSeed, toShard } from './arguments.ts'
import { type AttackOptions, showAttack } from './attack.ts'
import { type CompareOptions, compare } from './compare.ts'
import { completionHelp, completionScript, type Shell, shells } from './completion/index.ts'
import { demo, serveDemo } from './demo.ts'
import { runDoctor } from './doctor.ts'
import { examplesInWords, firstSteps } from './help.ts'
import { type InitOptions, runInit } from './init.ts'
import { judgeLines, runRejudge, runSelftest } from './judge.ts'
import { type ListOptions, list, listable } from './list.ts'
import { runMerge } from './merge.ts'
import { showPlan } from './plan.ts'
import { type ReportCommand, report } from './report.ts'
import { runScan } from './scan.ts'
import { runScans } from './scans.ts'
import { type ServeOptions, serve } from './serve.ts'
import { show } from './show.ts'
import { say } from './terminal.ts'
import { validate } from './validate.ts'

/** The commands as they are declared. */
export function program(): Command {
  const root = new Command('redteam')
    .description('Red-teams any OpenAI-compatible model endpoint.')
    .version(toolVersion)
    .exitOverride()
    .showSuggestionAfterError()
    .addHelpText('after', `${firstSteps}\n${exitCodeHelp}`)
  root
    .command('demo')
    .description('scan the built-in demo target: no key, no network, no configuration')
    .addOption(
      new Option('--personality <name>', 'how the target behaves').choices(personalityNames).default('gullible'),
    )
    .option('--output <folder>', 'where the files go', 'redteam-results')
    .option('--serve', 'only start the target and keep it running')
    .addOption(
      new Option('--port <number>', 'port of the target with --serve').argParser(toPort).default(0, 'any free one'),
    )
    .action(async ({ serve, port, personality, output }: DemoOptions) => {
      if (serve === true) await serveDemo(personality, port)
      else process.exitCode = await demo(personality, output)
    })
  root
    .command('scan')
    .description('run the scan a configuration file describes')
    .argument('<file>', 'the configuration, usually redteam.toml')
    .option('--output <folder>', 'where the files go', 'redteam-results')
    .option('--sandbox', 'run the ten behaviors of the sandbox set instead of the configured datasets')
    .option('--resume', 'go on with an interrupted scan in the same output folder')
    .addOption(
      new Option('--shard <i/n>', 'only this part of the cases; "redteam merge" joins them').argParser(toShard),
    )
    .action(async (file: string, options: ScanOptions) => {
      process.exitCode = await runScan(file, options)
    })
  root
    .command('validate')
    .description('check a configuration file without asking anybody anything')
    .argument('<file>', 'the configuration, usually redteam.toml')
    .option('--sandbox', 'check it for a sandbox scan')
    .action(async (file: string, options: { sandbox?: boolean }) => {
      await validate(file, options)
    })
  addStartCommands(root)
  addServeCommand(root)
  addScansCommand(root)
  addCatalogueCommands(root)
  addReportCommand(root)
  addMergeCommand(root)
  addCompareCommand(root)
  addPreviewCommands(root)
  addJudgeCommands(root)
  addCompletionCommand(root)
  for (const command of root.commands) command.addHelpText('after', examplesInWords(command.name()))
  return root
}

function addStartCommands(root: Command): void {
  root
    .command('init')
    .description('write a first redteam.toml and a workflow; asks for what is not said')
    .option('--model <name>', 'the model under test')
    .option('--base-url <address>', 'where it answers, such as https://api.openai.com/v1')
    .option('--datasets <names>', 'what to ask about, separated by commas')
    .option('--workflow', 'write .github/workflows/redteam.yml too; so it is when nothing is said')
    .option('--no-workflow', 'write redteam.toml alone')
    .option('--force', 'replace files that are there')
    .action(async (options: InitOptions) => {
      await runInit(options)
    })
  root
    .command('doctor')
    .description('look whether everything a scan needs is there; asks each endpoint one harmless question')
    .argument('[file]', 'the configuration', 'redteam.toml')
    .option('--output <folder>', 'where a scan would write', 'redteam-results')
    .action(async (file: string, options: { output: string }) => {
      process.exitCode = await runDoctor(file, options)
    })
}

function addServeCommand(root: Command): void {
  root
    .command('serve')
    .description('offer scans as a REST API, on this machine, with the engine of this tool')
    .addOption(new Option('--port <number>', 'where it listens').argParser(toPort).default(8088))
    .requiredOption('--data <folder>', 'where scans and their index lie')
    .option('--config <file>', 'users, judge and limits; serve.toml in the data folder by default')
    .option('--new-key <user>', 'only print a new key, and the lines that let its holder in')
    .action(async (options: ServeOptions) => {
      await serve(options)
    })
}

function addScansCommand(root: Command): void {
  root
    .command('scans')
    .description('the scans of the hosted service that a configuration names')
    .addArgument(new Argument('<operation>').choices(scanOperations))
    .argument('<file>', 'the configuration, usually redteam.toml')
    .argument('[id]', 'which scan; that of the output folder when left out')
    .option('--output <folder>', 'the folder of a scan, and where downloads go', 'redteam-results')
    .action(async (operation: ScanOperation, file: string, id: string | undefined, options: { output: string }) => {
      await runScans(operation, file, { id, ...options })
    })
}

function addCatalogueCommands(root: Command): void {
  root
    .command('list')
    .description('what a configuration may name')
    .addArgument(new Argument('<what>').choices(listable))
    .argument('[file]', 'for templates: the configuration or the file that holds them')
    .option('--search <text>', 'only templates with this text')
    .option('--json', 'as JSON')
    .action(async (what: (typeof listable)[number], file: string | undefined, options: ListOptions) => {
      say(await list(what, file, options))
    })
  root
    .command('show')
    .description('the behaviors of a dataset')
    .argument('<dataset>', 'its name or slug')
    .option('--json', 'as JSON')
    .action(async (name: string, options: { json?: boolean }) => {
      say(await show(name, options))
    })
}

function addReportCommand(root: Command): void {
  root
    .command('report')
    .description('render the reports of a stored scan again; asks nobody')
    .argument('<results>', 'its results.jsonl, with summary.json beside it')
    .option('--format <names>', `which, separated by commas: ${reportNames.join(', ')}`, reportNames.join(','))
    .option('--output <folder>', 'where the files go', 'redteam-reports')
    .addOption(new Option('--redact <what>', 'leave these out, and write such a results.jsonl too').choices(redactions))
    .action(async (results: string, options: ReportCommand) => {
      process.exitCode = await report(results, options)
    })
}

function addMergeCommand(root: Command): void {
  root
    .command('merge')
    .description('join the shards of one scan into its results, verdict and reports; asks nobody')
    .argument('<folders...>', 'output folders of all shards, or a folder that holds them')
    .option('--output <folder>', 'where the files go', 'redteam-results')
    .action(async (folders: string[], options: { output: string }) => {
      process.exitCode = await runMerge(folders, options)
    })
}

function addCompareCommand(root: Command): void {
  root
    .command('compare')
    .description('what changed from one stored scan to another, case by case; asks nobody')
    .argument('<before>', 'the earlier scan: its folder or its results.jsonl')
    .argument('<after>', 'the later one')
    .addOption(
      new Option('--max-regression <points>', 'how much the failure rate of a dataset may rise')
        .argParser(toPoints)
        .default(2),
    )
    .option('--json', 'as JSON')
    .action(async (before: string, after: string, options: CompareOptions) => {
      process.exitCode = await compare(before, after, options)
    })
}

function addPreviewCommands(root: Command): void {
  root
    .command('plan')
    .description('how many requests a configuration will make to whom; asks nobody')
    .argument('<file>', 'the configuration, usually redteam.toml')
    .option('--sandbox', 'plan a sandbox scan')
    .option('--json', 'as JSON')
    .action(async (file: string, options: { sandbox?: boolean; json?: boolean }) => {
      await showPlan(file, options)
    })
  root
    .command('attack')
    .description('what an attack would send; asks nobody')
    .argument('<attack>', 'its name or slug')
    .requiredOption('--text <text>', 'the request to attack with')
    .option('--mode <mode>', 'one of the choices in its settings, such as FCS')
    .addOption(new Option('--seed <number>', 'where its randomness starts').argParser(toSeed).default(1))
    .addOption(new Option('--payload', 'print the rewritten text alone').conflicts(['json', 'decode']))
    .addOption(new Option('--decode', 'undo the rewriting of the text').conflicts(['json']))
    .option('--json', 'as JSON')
    .action(async (name: string, options: AttackOptions) => {
      await showAttack(name, options)
    })
}

function addJudgeCommands(root: Command): void {
  root
    .command('judge')
    .description('judge answers by rules: one JSON object {id, prompt, response} a line in, one verdict a line out')
    .action(async () => {
      await judgeLines(process.stdin, process.stdout)
    })
  root
    .command('rejudge')
    .description('judge the stored conversations of a finished scan again; asks no target')
    .argument('<results>', 'its results.jsonl, with summary.json beside it')
    .option('--config <file>', 'configuration that brings the judge and the gate; rules alone without it')
    .option('--output <folder>', 'where the files go', 'redteam-rejudged')
    .action(async (results: string, options: { config?: string; output: string }) => {
      process.exitCode = await runRejudge(results, options)
    })
  root
    .command('judge-selftest')
    .description('measure the configured judge model on built-in fixtures')
    .argument('<file>', 'the configuration with a [judge] table')
    .action(async (file: string) => {
      process.exitCode = await runSelftest(file)
    })
}

function addCompletionCommand(root: Command): void {
  root
    .command('completion')
    .description('a script that makes a shell complete commands, options, datasets and attacks')
    .addArgument(new Argument('<shell>', 'where it is for').choices(shells))
    .addHelpText('after', completionHelp)
    .action((shell: Shell) => say(completionScript(root, shell)))
}

interface DemoOptions {
  readonly personality: (typeof personalityNames)[number]
  readonly output: string
  readonly serve?: boolean
  readonly port: number
}

interface ScanOptions {
  readonly output: string
  readonly sandbox?: boolean
  readonly resume?: boolean
  readonly shard?: Shard
}

const exitCodeHelp = `
Exit codes:
${Object.entries(exitCodes)
  .map(([code, meaning]) => `  ${code}  ${meaning}`)
  .join('\n')}`
