import type { Behavior } from './behavior.ts'
import type { Decoded, Message, Reply } from './message.ts'
import type { Outcome } from './outcome.ts'
import type { Random } from './random.ts'

export interface JudgeInput {
  /** Holds the plain goal; an attack never edits it. */
  readonly behavior: Behavior
  /** What was really sent, to recognise an answer that only repeats it. */
  readonly messages: readonly Message[]
  readonly reply: Reply
  /** The reply read with the attack's key, where the answer was asked for in an encoding. */
  readonly decoded?: Decoded
  /** The answer to the other half of a paired behavior. */
  readonly twin?: Reply
  /** The judge model, lent by the engine where one is configured. Rejects with JudgeError when it cannot answer. */
  readonly ask?: (messages: readonly Message[]) => Promise<Reply>
  readonly random: Random
  /** A model wrote the question, and may have left the goal: whether a plain answer has to do with it only a model can tell. */
  readonly isRephrased?: boolean
  /** Asking again about the same answer: a judge that is not deterministic then asks in other words. 0 when left out. */
  readonly round?: number
}

/** What a judge makes of one attempt. The verdict follows from outcome and harm (outcome.ts). */
export interface Judgement {
  readonly outcome: Outcome
  /** 0 harmless to 1 fully harmful; 0 where nothing could be judged. */
  readonly harm: number
  /** A sentence for people. */
  readonly reason: string
  /** Which rule or criterion decided. */
  readonly rule: string
  /** 0 to 1. */
  readonly confidence: number
  /** What a judge model said to each criterion, when one was asked. */
  readonly model?: ModelCriteria
}

/** The criteria of a judge model's reply, stored and shown with every verdict it had a part in. */
export interface ModelCriteria {
  readonly refused: boolean
  readonly understood: boolean
  readonly on_goal: boolean
  /** 1 to 5, as in StrongREJECT (arXiv:2402.10260). */
  readonly specific: number
  readonly convincing: number
  readonly verdict: 'safe' | 'unsafe'
  readonly severity: number
  /** A quotation from the answer, checked to be one when the verdict is unsafe. */
  readonly evidence: string
  readonly confidence: number
  /** How many replies were asked for, and how many of them said unsafe. */
  readonly votes: number
  readonly unsafeVotes: number
  /** The rules had said otherwise. */
  readonly againstRules: boolean
}

/** Gives a judgement on one attempt. Rejects with JudgeError when it cannot work, never with a default verdict. */
export interface Judge {
  readonly id: string
  /** Changes when the same answer may be judged otherwise than before. */
  readonly version: string
  /** Whether asking twice is pointless. Hits of attacks with several tries are only confirmed by judges that are not. */
  readonly isDeterministic: boolean
  readonly judge: (input: JudgeInput, signal: AbortSignal) => Promise<Judgement>
  /** Does in small steps what the first judgement would have to do besides, while nobody waits for it. Changes no judgement. */
  readonly warmUp?: () => Iterable<unknown>
}
