import { betaCdf } from './beta.ts'

/** The chance that most of an odd number of independent votes, each right with chance `right`, are right. Real votes are less independent. */
export const majorityRight = (votes: number, right: number): number => betaCdf(right, (votes + 1) / 2, (votes + 1) / 2)

/** The chance that a judge with this rate of false hits finds one or more in `tries` refusals. */
export const anyFalseHit = (falseHitRate: number, tries: number): number => 1 - (1 - falseHitRate) ** tries
