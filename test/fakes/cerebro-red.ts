import type { Asked } from './contract.ts'
import { type Answer, type FakeService, fakeService } from './fake-service.ts'

export const cerebroKey = 'cr-key-0123456789'

interface FakeExperiment {
  readonly id: string
  readonly config: Record<string, unknown>
  status: string
  iterations: number
  looks: number
}

export interface FakeCerebroRed extends FakeService {
  readonly experiments: readonly FakeExperiment[]
  /** Goals whose first attack succeeds. */
  broken: readonly string[]
  /** How many iterations a run makes before it ends as `failed`, as every run does there. */
  stopsAt: number
}

/** Every run ends as `failed`, whatever was found. A status is unknown once, just after its start. */
export function fakeCerebroRed(): FakeCerebroRed {
  const experiments: FakeExperiment[] = []
  const settings = { broken: [] as readonly string[], stopsAt: Number.POSITIVE_INFINITY }
  const find = ({ path }: Asked): FakeExperiment | undefined => experiments.find(({ id }) => path.includes(id))
  const unknown: Answer = { status: 404, json: { error: 'Experiment not found', type: 'ExperimentNotFoundException' } }
  const shown = ({ id, config, status }: FakeExperiment) => ({
    ...config,
    experiment_id: id,
    status,
    created_at: '2026-01-01T00:00:00.123456',
    metadata: {},
  })
  const goals = ({ config }: FakeExperiment): string[] => config['initial_prompts'] as string[]
  const whole = (one: FakeExperiment): number => goals(one).length * Number(config(one, 'max_iterations'))
  const config = (one: FakeExperiment, key: string): unknown => one.config[key]
  const iterationsOf = (one: FakeExperiment): Record<string, unknown>[] =>
    goals(one).flatMap((goal) => {
      const isBroken = settings.broken.includes(goal)
      const tries = isBroken ? 1 : Number(config(one, 'max_iterations'))
      return Array.from({ length: tries }, (_, i) => ({
        iteration_id: `${goal}-${i}`,
        iteration_number: i + 1,
        strategy_used: 'roleplay_injection',
        success: isBroken,
        judge_score: isBroken ? 8 : 1,
        original_prompt: goal,
        mutated_prompt: `please: ${goal} (${i})`,
        target_response: isBroken ? 'here it is' : 'no',
        judge_reasoning: 'as seen',
      }))
    })
  const operations: Record<string, (asked: Asked) => Answer> = {
    health: () => ({
      json: { status: 'healthy', version: '2.0.0', components: { llm_providers: { openai: 'healthy' } } },
    }),
    createExperiment(asked) {
      const body = asked.body as Record<string, unknown>
      const made = { id: String(body['experiment_id']), config: body, status: 'pending', iterations: 0, looks: 0 }
      experiments.push(made)
      return { status: 201, json: { data: shown(made) } }
    },
    listExperiments: () => ({
      json: { data: { items: experiments.map(shown), total: experiments.length, page: 1, page_size: 100 } },
    }),
    getExperiment(asked) {
      const found = find(asked)
      return found === undefined ? unknown : { json: { data: shown(found) } }
    },
    startScan(asked) {
      const { experiment_id: id } = (asked.body as { experiment_config: { experiment_id: string } }).experiment_config
      const found = experiments.find((one) => one.id === id)
      if (found === undefined || found.status !== 'pending')
        return { status: 409, json: { error: 'is already running', type: 'ExperimentAlreadyRunningException' } }
      found.status = 'running'
      return { json: { data: { experiment_id: id, status: 'started', message: 'started' } } }
    },
    getScanStatus(asked) {
      const found = find(asked)
      if (found === undefined || ++found.looks === 1) return unknown
      const total = whole(found)
      const answer = {
        experiment_id: found.id,
        status: found.status,
        current_iteration: found.iterations,
        total_iterations: total,
        progress_percent: (100 * found.iterations) / total,
        elapsed_time_seconds: 1,
        estimated_remaining_seconds: null,
      }
      if (found.status === 'running') {
        found.iterations = Math.min(total, settings.stopsAt, found.iterations + Math.ceil(total / 2))
        if (found.iterations === Math.min(total, settings.stopsAt)) found.status = 'failed'
      }
      return { json: { data: answer } }
    },
    cancelScan(asked) {
      const found = find(asked)
      if (found === undefined) return unknown
      found.status = 'failed'
      return { json: { data: { experiment_id: found.id, status: 'failed', message: 'cancelled' } } }
    },
    listIterations(asked) {
      const found = find(asked)
      return found === undefined ? unknown : { json: { data: { iterations: iterationsOf(found) } } }
    },
    listVulnerabilities(asked) {
      const found = find(asked)
      if (found === undefined) return unknown
      const vulnerabilities = iterationsOf(found)
        .filter(({ success }) => success === true)
        .map((one) => ({
          vulnerability_id: String(one['iteration_id']),
          severity: 'high',
          attack_strategy: one['strategy_used'],
          iteration_number: one['iteration_number'],
        }))
      return { json: { data: { vulnerabilities, total: vulnerabilities.length } } }
    },
    getResultSummary(asked) {
      const found = find(asked)
      if (found === undefined) return unknown
      const all = iterationsOf(found)
      const high = all.filter(({ success }) => success === true).length
      return {
        json: {
          data: {
            experiment_id: found.id,
            status: found.status,
            success_rate: high / all.length,
            total_iterations: all.length,
            vulnerabilities_count: high,
            vulnerabilities_by_severity: { critical: 0, high, medium: 0, low: 0 },
          },
        },
      }
    },
    exportResults: () => ({ bytes: new TextEncoder().encode('%PDF stand-in'), type: 'application/pdf' }),
  }
  const service = fakeService({
    contract: 'cerebro-red',
    isAllowed: ({ headers, path }) => path === '/health' || headers.get('x-api-key') === cerebroKey,
    unauthorized: { status: 401, json: { detail: 'API key required.', status: 401, path: '/' } },
    respond: (operation, asked) => operations[operation]?.(asked) ?? { status: 404 },
  })
  return Object.assign(settings, service, { experiments })
}
