// How often the gate is wrong, on made-up runs whose truth is known: false regressions on an unchanged target, found ones after a
// real rise, and early decisions against the full run. Seeds are fixed, so the figures repeat.
// usage: node bench/gate-simulation.ts [runs]     2,000 nightly pairs (and 5 times as many sequences) when left out
import { markdownTable } from 'markdown-table'
import { percent } from '../src/gate/rule.ts'
import { earlyFigures, falseAlarms, power } from '../test/builders/gate-figures.ts'

const runs = Number(process.argv[2] ?? 2_000)

const alarms = [0, 0.05, 0.2].flatMap((rate) =>
  [0.3, 0.6].map((correlation) => ({ rate, correlation, ...falseAlarms({ rate, correlation, runs }) })),
)
const curve = [60, 30].flatMap((behaviors) =>
  [false, true].flatMap((isNoisy) =>
    [0.02, 0.05, 0.08, 0.1, 0.15, 0.2].map((rise) => ({
      behaviors,
      isNoisy,
      rise,
      found: power({ behaviors, isNoisy, rise, runs: Math.ceil(runs / 4) }),
    })),
  ),
)
const early = [0, 0.02, 0.05, 0.08, 0.1, 0.12, 0.15, 0.2, 0.3].map((rate) => ({
  rate,
  ...earlyFigures({ rate, size: 340, limit: 0.1, runs: Math.ceil((runs * 5) / 9) }),
}))

console.log(JSON.stringify({ runs, alarms, curve, early }))
console.log(
  `\nUnchanged target, 20 datasets × 30 behaviors × 3 attacks, ${runs} nightly pairs with fresh answers each night`,
)
console.log(
  markdownTable([
    ['true rate', 'correlation in a behavior', 'any dataset called worse', 'wanted'],
    ...alarms.map(({ rate, correlation, any }) => [percent(rate), String(correlation), percent(any), '≤ 5 %']),
  ]),
)
console.log('\nOne of 20 datasets got worse (base rate 5 %, 3 attacks, correlation 0.3): how often it is found')
console.log(
  markdownTable([
    ['behaviors', 'answers', ...[2, 5, 8, 10, 15, 20].map((points) => `+${points} points`)],
    ...[60, 30].flatMap((behaviors) =>
      [false, true].map((isNoisy) => [
        String(behaviors),
        isNoisy ? 'drawn anew' : 'temperature 0',
        ...curve
          .filter((one) => one.behaviors === behaviors && one.isNoisy === isNoisy)
          .map(({ found }) => percent(found)),
      ]),
    ),
  ]),
)
console.log('\nstop_early on max_asr = 0.1, 340 cases in random order')
console.log(
  markdownTable([
    ['true rate', 'wrong passes', 'wrong fails', 'median share run', 'certain and wrong'],
    ...early.map(({ rate, wrongPass, wrongFail, medianShare, certainWrong }) => [
      percent(rate),
      percent(wrongPass),
      percent(wrongFail),
      percent(medianShare),
      String(certainWrong),
    ]),
  ]),
)
