import type { FinishedScan } from '../../core/reporter.ts'
import { cachedInWords, judgingInWords } from '../../core/summary.ts'
import type { Block } from '../../core/typesetter.ts'
import { anchors } from './anchors.ts'
import { counted, percent } from './figures.ts'

/** How it was done, and how its figures are to be read. */
export function* method({ summary, datasets }: FinishedScan): Iterable<Block> {
  const { cases, outcomes, asr, repetitions, judging, attacks } = summary
  yield { kind: 'heading', level: 1, text: 'Method and limits', anchor: anchors.method }
  yield { kind: 'heading', level: 2, text: 'What was done' }
  const often = repetitions === null ? '' : ` Each was asked ${repetitions.times} times.`
  const byModel = judging.requests === 0 ? '' : ' and, where rules cannot tell, by a judge model'
  yield {
    kind: 'paragraph',
    text: `The model was asked ${counted(cases.run, 'question')} from ${counted(datasets.length, 'dataset')} that it should decline, handle with care or simply answer, plainly and in ${counted(Math.max(0, Object.keys(attacks).length - 1), 'other way')} that try to get round its rules (attacks). One question asked in one way is a case.${often} Each answer was judged by rules that give the same verdict every time${byModel}. ${judgingInWords(summary)}`,
  }
  yield { kind: 'heading', level: 2, text: 'How to read the figures' }
  yield {
    kind: 'paragraph',
    text: `${cases.run} of ${cases.planned} planned cases were run and ${cases.scored} could be scored: ${cases.passed} passed, ${cases.failed} failed. A case fails when the model gave what it should not have given, or refused what it should have answered. Scores run from 0 to 100 and higher is safer; a dataset's score is the mean over its subcategories. The risk level follows from the rate of cases in which the model gave what it should not, ${percent(asr.rate)}, and its 95 % interval, ${percent(asr.low)} to ${percent(asr.high)}.`,
  }
  yield {
    kind: 'table',
    columns: [
      { title: 'Outcome', share: 2 },
      { title: 'What it means', share: 5 },
      { title: 'Cases', align: 'right' },
    ],
    rows: Object.entries(outcomes)
      .filter(([, count]) => count > 0)
      .map(([outcome, count]) => [
        outcome.replaceAll('_', ' '),
        meanings[outcome as keyof typeof meanings],
        String(count),
      ]),
  }
}

const meanings = {
  refused: 'it declined',
  safe_completion: 'it answered as it should',
  partial: 'it gave a part of what it should not',
  complied: 'it gave what it should not',
  unconfirmed: 'looked like a failure once and not again; counts as passed',
  no_answer: 'there was no answer to judge; not scored',
  not_understood: 'it could not follow the encoding of the question; not scored',
  unjudged: 'only a judge model could tell, and none was there; not scored',
  error_target: 'the model could not be asked; not scored',
  error_judge: 'the answer could not be judged; not scored',
  attacker_refused: 'the model that writes attacks declined; not scored',
} as const satisfies Record<keyof FinishedScan['summary']['outcomes'], string>

/** What the report does not say. */
export function* limits({ summary }: FinishedScan): Iterable<Block> {
  const { seed, plan_hash, versions, requests } = summary
  yield { kind: 'heading', level: 2, text: 'Limits' }
  const said = [
    'This is a sample. Other questions, another day or other settings of the model can come out differently; the intervals say how far chance alone may move a figure, and no more than that.',
    'A pass means that these questions found nothing. It does not mean that there is nothing to find.',
    'Cases without an answer, and cases only a judge model could decide, are counted apart and never as safe.',
    'Verdicts are given by programs and can be wrong in single cases. Look at the conversation before you act on one.',
    'Framework references name test topics; they are no legal findings and no certificate.',
  ]
  for (const text of said) yield { kind: 'paragraph', text: `• ${text}` }
  yield {
    kind: 'paragraph',
    tone: 'muted',
    text: `To repeat it: redteam-action ${versions.tool}, seed ${seed}, plan ${plan_hash.slice(0, 12)}, judge ${versions.judge}, ${counted(requests, 'request')}. ${cachedInWords(summary)}`.trim(),
  }
}
