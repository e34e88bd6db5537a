import type { Backend, BackendConfig, Capability, ScanOrder } from '../core/backend.ts'
import type { Clock } from '../core/clock.ts'
import type { Complaint } from '../core/errors.ts'
import type { Random } from '../core/random.ts'
import type { Mask } from '../core/secrets.ts'

/** What an adapter is lent. */
export interface ServiceLent {
  readonly config: BackendConfig
  /** What the configuration orders; known also where an earlier run began the scan. */
  readonly order: ScanOrder
  /** Told, as sentences, what somebody who watches the scan should know. */
  readonly onNote: (text: string) => void
  readonly fetch: typeof fetch
  readonly clock: Clock
  readonly mask: Mask
  readonly random: Random
}

/** A hosted service in the registry: what is known of it before anybody is asked. */
export interface Service {
  /** As people call it. */
  readonly name: string
  readonly capabilities: ReadonlySet<Capability>
  /** Whether it asks the endpoint of [model]; others test a model that they reach by themselves. */
  readonly testsEndpoint: boolean
  /** Whether the target's system prompt goes with the order. */
  readonly sendsSystemPrompt: boolean
  /** Whether its findings have severities, its own or such as follow from other figures. */
  readonly hasSeverities: boolean
  /** Whether a start with the same key is one start. Where it is not, a lost answer leaves the outcome unknown. */
  readonly isStartRepeatable: boolean
  /** Whether a retry goes on where the scan ended, and does not begin anew. */
  readonly retriesFromCheckpoint: boolean
  /** What has become of a scan that was cancelled, as the end of a sentence. */
  readonly afterCancel: string
  /** Milliseconds: the first pause between two looks, the longest, and how long a scan may take. */
  readonly pace: { readonly firstMs: number; readonly mostMs: number; readonly timeoutMs: number }
  /** The datasets that its summary has to have a score for. */
  readonly expects: (order: ScanOrder, config: BackendConfig) => readonly string[]
  /** What it cannot do of what is ordered, with the key at fault. Asks nobody. */
  readonly problems: (order: ScanOrder, config: BackendConfig) => readonly Complaint[]
  /** What every report has to say of a scan by this service, each as a sentence. */
  readonly notices: (order: ScanOrder, config: BackendConfig) => readonly string[]
  readonly connect: (lent: ServiceLent) => Backend
}
