import { services } from '../../src/backends/index.ts'
import type { Backend, BackendConfig, BackendType, ScanOrder } from '../../src/core/backend.ts'
import { randomFrom } from '../../src/core/random.ts'
import { maskOf } from '../../src/core/secrets.ts'
import { steppingClock } from '../builders/stepping-clock.ts'
import { cerebroKey, fakeCerebroRed } from './cerebro-red.ts'
import { evalguardKey, fakeEvalGuard } from './evalguard.ts'
import type { FakeService } from './fake-service.ts'
import { fakeVijil, vijilKey } from './vijil.ts'
import { fakeVirtuered, virtueredKey } from './virtuered.ts'

/** What the contract tests need to know of a service beside its adapter. */
export interface Subject {
  readonly make: () => FakeService & { readonly begun: () => number }
  readonly config: Partial<BackendConfig> & Pick<BackendConfig, 'apiKey'>
  readonly order: Partial<ScanOrder>
  /** Operations of the contract: what starts a scan, and what usage is read from. */
  readonly operations: { readonly start: string; readonly usage: string }
  /** Whether the target's own key goes with the order. */
  readonly isKeySent: boolean
}

export const subjects: Record<BackendType, Subject> = {
  virtuered: {
    make() {
      const fake = fakeVirtuered()
      return Object.assign(fake, { begun: () => fake.scans.length })
    },
    config: { apiKey: virtueredKey },
    order: { datasets: ['Healthcare Risks', 'Bias'] },
    operations: { start: 'startScan', usage: 'getUsage' },
    isKeySent: true,
  },
  evalguard: {
    make() {
      const fake = fakeEvalGuard()
      return Object.assign(fake, { begun: () => fake.scans.size })
    },
    config: {
      apiKey: evalguardKey,
      evalguard: { attackTypes: ['jailbreak', 'pii-leak'], acceptModelByName: true },
    },
    order: { prompt: 'You are the assistant of a bank.' },
    operations: { start: 'createSecurityScan', usage: 'listSecurityScans' },
    isKeySent: false,
  },
  vijil: {
    make() {
      const fake = fakeVijil()
      return Object.assign(fake, { begun: () => fake.evaluations.length })
    },
    config: {
      apiKey: vijilKey,
      vijil: { hub: 'custom', keyName: 'ci-target', createKey: false, version: 'latest' },
    },
    order: { datasets: ['OWASP LLM Top 10', 'Bias'] },
    operations: { start: 'createEvaluation', usage: 'listEvaluations' },
    isKeySent: false,
  },
  'cerebro-red': {
    make() {
      const fake = fakeCerebroRed()
      fake.broken = ['goal 2']
      return Object.assign(fake, { begun: () => fake.experiments.length })
    },
    config: {
      apiKey: cerebroKey,
      cerebroRed: {
        provider: 'openai',
        attackerModel: 'a',
        judgeModel: 'j',
        strategies: ['roleplay_injection'],
        maxIterations: 3,
        successThreshold: 7,
        serverTargetConfirmed: true,
      },
    },
    order: {
      goals: Array.from({ length: 8 }, (_, i) => ({
        prompt: `goal ${i + 1}`,
        dataset: i < 4 ? 'Healthcare Risks' : 'Privacy',
        subcategory: 'all',
      })),
    },
    operations: { start: 'startScan', usage: 'listExperiments' },
    isKeySent: false,
  },
}

export const targetKey = 'sk-target-0123456789'

export const orderFor = (changes: Partial<ScanOrder> = {}): ScanOrder => ({
  key: '4f9b1c1e-8a44-4c8e-9a0d-2c7d1b6f0a11',
  scanName: 'pr-4711-4f9b1c1e',
  isSandbox: false,
  model: {
    baseUrl: 'https://model.example/v1',
    apiKey: targetKey,
    modelName: 'gpt-4o',
    temperature: 0.7,
    maxTokens: 256,
    extraHeaders: {},
    timeoutMs: 60_000,
  },
  datasets: [],
  algorithms: [],
  concurrency: 8,
  tomlOnly: {},
  goals: [],
  origin: { repository: 'octo/repo', commit: 'abc123', run: '4711-1' },
  ...changes,
})

export interface Connection {
  readonly backend: Backend
  readonly fake: ReturnType<Subject['make']>
  readonly clock: ReturnType<typeof steppingClock>
  readonly order: ScanOrder
  readonly config: BackendConfig
  readonly notes: string[]
}

/** An adapter with its fake behind it; time is lent. */
export function connectTo(
  type: BackendType,
  changes: { readonly config?: Partial<BackendConfig>; readonly order?: Partial<ScanOrder> } = {},
): Connection {
  const subject = subjects[type]
  const fake = subject.make()
  const clock = steppingClock({ start: Date.UTC(2026, 0, 1) })
  const order = orderFor({ ...subject.order, ...changes.order })
  const config: BackendConfig = {
    type,
    baseUrl: 'https://service.example',
    scoreScale: '0-100',
    allowPrivateTarget: false,
    ...subject.config,
    ...changes.config,
  }
  const notes: string[] = []
  const backend = services[type].connect({
    config,
    order,
    onNote: (text) => notes.push(text),
    fetch: fake.fetch,
    clock,
    mask: maskOf([config.apiKey, targetKey]),
    random: randomFrom('test'),
  })
  return { backend, fake, clock, order, config, notes }
}
