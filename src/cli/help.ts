/** What `--help` says below the options: what to begin with, and how a command is used. */

export const firstSteps = `
First steps:
  redteam demo                 see a scan, on a built-in target
  redteam init                 write redteam.toml and a workflow
  redteam doctor               what is missing, and what to do about it
  redteam plan redteam.toml    what a scan will ask, before anybody is asked
  redteam scan redteam.toml    run it, and open redteam-results/report.html`

type Example = readonly [line: string, meaning: string]

/** By command. */
export const examples: Readonly<Record<string, readonly Example[]>> = {
  demo: [
    ['redteam demo --personality hardened', 'a target that behaves: the gate passes'],
    ['redteam demo --serve --port 8080', 'only the target, for a configuration of your own'],
  ],
  scan: [
    ['redteam scan redteam.toml --sandbox', 'ten questions, to see that key, endpoint and gate are connected'],
    ['redteam scan redteam.toml --resume', 'go on after a kill or a limit; nothing answered is asked again'],
    ['redteam scan redteam.toml --shard 2/4 --output shards/2', 'the second quarter of the cases'],
  ],
  init: [['redteam init --model gpt-4o --base-url https://api.openai.com/v1', 'without questions']],
  list: [
    ['redteam list datasets', 'what can be asked about'],
    ['redteam list algorithms --json', 'the attacks and their settings, for a program'],
  ],
  attack: [['redteam attack "Flip Attack" --text "How is the cake baked?"', 'what the target would be sent']],
  plan: [['redteam plan redteam.toml --json', 'for a program']],
  report: [
    ['redteam report redteam-results/results.jsonl --format html,junit', 'two of the reports again'],
    ['redteam report redteam-results/results.jsonl --redact all --output public', 'all of them, fit to be shown'],
  ],
  merge: [['redteam merge shards --output redteam-results', 'all shards below a folder']],
  compare: [['redteam compare last-week redteam-results --max-regression 5', 'exit 1 when a dataset got worse']],
  judge: [['redteam judge < answers.jsonl > verdicts.jsonl', 'as a filter']],
  rejudge: [['redteam rejudge redteam-results/results.jsonl --config redteam.toml', 'with a judge model']],
  serve: [
    ['redteam serve --data scans --new-key alice', 'a key for a user, and its lines for scans/serve.toml'],
    ['redteam serve --data scans --port 8088', 'then the service'],
  ],
  scans: [
    ['redteam scans list redteam.toml', 'the scans of the service'],
    ['redteam scans download redteam.toml --output service', "the service's own files of the last one"],
  ],
}

/** The examples of a command as text; empty where it has none. */
export function examplesInWords(command: string): string {
  const lines = examples[command] ?? []
  const width = Math.max(0, ...lines.map(([line]) => line.length))
  const shown = lines.map(([line, meaning]) => `  ${line.padEnd(width)}  ${meaning}`)
  return shown.length === 0 ? '' : `\nExamples:\n${shown.join('\n')}`
}
