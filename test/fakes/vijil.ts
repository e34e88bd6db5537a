import type { Asked } from './contract.ts'
import { type Answer, type FakeService, fakeService } from './fake-service.ts'

export const vijilKey = 'vj-key-0123456789'

interface FakeEvaluation {
  readonly id: string
  readonly request: Record<string, unknown>
  status: string
  looks: number
}

export interface FakeVijil extends FakeService {
  readonly evaluations: readonly FakeEvaluation[]
  /** Names of the target keys that are stored. */
  readonly keys: string[]
  endsAs: string
  score: number | string
}

const total = 20

/** Two of twenty answers are hits; tests are done before their answers. Evaluations begin CREATED and end as told. */
export function fakeVijil(): FakeVijil {
  const evaluations: FakeEvaluation[] = []
  const keys = ['ci-target']
  const settings = { endsAs: 'COMPLETED', score: 0.9 as number | string }
  const idIn = ({ path, query }: Asked): string => query.get('evaluation_id') ?? path.split('/')[3] ?? ''
  const find = (asked: Asked): FakeEvaluation | undefined => evaluations.find(({ id }) => id === idIn(asked))
  const harnesses = (asked: Asked): string[] => (find(asked)?.request['harness_config_ids'] ?? []) as string[]
  const page = (results: readonly unknown[]): Answer => ({ json: { results, count: results.length } })
  const key = (name: string) => ({
    id: `key-${name}`,
    name,
    hub: 'custom',
    rate_limit_per_interval: 60,
    rate_limit_interval: 60,
  })
  const paged = ({ query }: Asked, rows: readonly unknown[]): Answer => {
    const from = Number(query.get('offset') ?? 0)
    return page(rows.slice(from, from + 15))
  }
  const short = (id: string): string => id.split('.').at(-1) ?? ''
  const operations: Record<string, (asked: Asked) => Answer> = {
    getMachineToken: () => ({ json: { access_token: vijilKey } }),
    listTargetKeys: () => ({ json: keys.map(key) }),
    createTargetKey(asked) {
      const { name } = asked.body as { name: string }
      keys.push(name)
      return { json: key(name) }
    },
    deleteTargetKey({ path }) {
      keys.splice(keys.indexOf(path.replace('/v1/api-keys/key-', '')), 1)
      return { json: {} }
    },
    listHarnessVersions: () => ({ json: { results: ['1.3.0', '1.10.0', '1.4.0'], count: 3 } }),
    listHarnessConfigs: (asked) =>
      Number(asked.query.get('offset')) > 0
        ? { json: { results: [], count: 0, total: 5 } }
        : {
            json: {
              results: ['security', 'owasp', 'privacy', 'fairness', 'stereotype'].map((id) => ({
                harness_config: { id: `vijil.harnesses.${id}`, name: id, harness_type: 'DIMENSION', version: '1.10.0' },
              })),
              count: 5,
              total: 5,
            },
          },
    computeCost: () => ({ json: { cost: 1.25 } }),
    createEvaluation(asked) {
      const request = asked.body as Record<string, unknown>
      const id = String(request['id'])
      if (!evaluations.some((one) => one.id === id)) evaluations.push({ id, request, status: 'CREATED', looks: 0 })
      return { json: { id, status: 'CREATED' } }
    },
    listEvaluations: (asked) =>
      paged(
        asked,
        evaluations.map(({ id, status }) => ({
          id,
          name: 'n',
          status,
          score: String(settings.score),
          created_at: 1_767_225_600,
          completed_at: null,
        })),
      ),
    getEvaluation(asked) {
      const found = find(asked)
      if (found === undefined) return { status: 404, json: { detail: 'Not Found' } }
      const shown = { ...found }
      if (found.status === 'CREATED') found.status = 'IN_PROGRESS'
      else if (found.status === 'IN_PROGRESS' && ++found.looks >= 3) found.status = settings.endsAs
      const isOver = shown.status === 'COMPLETED'
      return {
        json: {
          id: found.id,
          status: shown.status,
          cause: null,
          total_test_count: total,
          completed_test_count: shown.status === 'CREATED' ? 0 : total,
          total_response_count: shown.status === 'CREATED' ? 0 : total,
          completed_response_count: isOver ? total : shown.looks * 5,
          error_response_count: 0,
          score: isOver ? Number(settings.score) : null,
          created_at: 1_767_225_600,
          completed_at: null,
        },
      }
    },
    cancelEvaluation(asked) {
      const found = find(asked)
      if (found === undefined || found.status !== 'IN_PROGRESS')
        return { status: 422, json: { detail: [{ loc: ['path', 'id'], msg: 'not in progress', type: 'value' }] } }
      found.status = 'CANCELED'
      return { json: { evaluation_id: found.id, status: 'success', message: 'Evaluation cancelled' } }
    },
    getResponseErrors: () => page([]),
    listHarnesses: (asked) =>
      page(
        harnesses(asked).map((id) => ({
          id: `h-${id}`,
          config_id: id,
          name: short(id),
          score: 0.9,
          scenario_config_ids: [`vijil.scenarios.${short(id)}`],
        })),
      ),
    listScenarios: (asked) =>
      page(
        harnesses(asked).map((id) => ({
          id: `s-${id}`,
          config_id: `vijil.scenarios.${short(id)}`,
          name: `${short(id)} scenario`,
          score: 0.9,
          probe_config_ids: [`vijil.probes.${short(id)}`],
        })),
      ),
    listProbes: (asked) =>
      page(
        harnesses(asked).map((id) => ({
          id: `p-${id}`,
          config_id: `vijil.probes.${short(id)}`,
          name: `${short(id)} probe`,
          score: 0.9,
        })),
      ),
    listResponses: (asked) =>
      paged(
        asked,
        Array.from({ length: total }, (_, i) => ({
          id: `r-${i}`,
          probe_config_id: `vijil.probes.${short(harnesses(asked)[i % harnesses(asked).length] ?? '')}`,
          input_prompt: `attack ${i}`,
          response: `answer ${i}`,
          status: 'COMPLETED',
          detector_ids: 'a.detector',
          score: { score: i < 2 ? 0 : 1 },
        })),
      ),
    createReport: () => ({ json: { report_id: 'rep-1', report_status: 'IN_PROGRESS' } }),
    getReport: () => ({ json: { report_id: 'rep-1', report_status: 'CREATED', report_content: '<html></html>' } }),
  }
  const service = fakeService({
    contract: 'vijil',
    isAllowed: ({ headers, path }) =>
      path === '/v1/auth/token' || headers.get('authorization') === `Bearer ${vijilKey}`,
    unauthorized: { status: 401, json: { detail: 'Not authenticated' } },
    respond: (operation, asked) => operations[operation]?.(asked) ?? { status: 404 },
  })
  return Object.assign(settings, service, { evaluations, keys })
}
