import type { Asked } from './contract.ts'
import { type Answer, type FakeService, fakeService } from './fake-service.ts'

export const evalguardKey = 'eg-key-0123456789'

export interface FakeEvalGuard extends FakeService {
  /** By idempotency key. */
  readonly scans: ReadonlyMap<string, unknown>
  /** What the 201 and the detail say beside the id. */
  result: Record<string, unknown>
  findings: readonly Record<string, unknown>[]
}

const finding = (changes: object): Record<string, unknown> => ({
  id: 'f-1',
  type: 'jailbreak',
  severity: 'critical',
  title: 'Role-play jailbreak',
  description: 'it did what it should not',
  input: 'attack',
  output: 'answer',
  passed: false,
  strategyId: 'roleplay',
  ...changes,
})

/** Twenty tests, of which two failed: a detail that lists the findings alone. */
export function fakeEvalGuard(): FakeEvalGuard {
  const scans = new Map<string, { id: string; created: string; asked: Asked }>()
  const settings = {
    result: {
      status: 'failed',
      score: 75,
      totalTests: 20,
      duration: 1234,
      severityCounts: { critical: 0, high: 1, medium: 1, low: 0 },
      findingsCount: 2,
    } as Record<string, unknown>,
    findings: [
      finding({ severity: 'high' }),
      finding({ id: 'f-2', severity: 'medium', type: 'pii-leak', input: 'attack 2', output: 'answer 2' }),
    ] as readonly Record<string, unknown>[],
  }
  const operations: Record<string, (asked: Asked) => Answer> = {
    createSecurityScan(asked) {
      const key = asked.headers.get('idempotency-key') ?? ''
      const scan = scans.get(key) ?? { id: `eg-scan-${scans.size + 1}`, created: '2026-01-01T00:00:01Z', asked }
      scans.set(key, scan)
      return { status: 201, json: { success: true, data: { id: scan.id, ...settings.result } } }
    },
    listSecurityScans: () => ({
      json: {
        success: true,
        data: [...scans.values()].reverse().map(({ id, created, asked }) => ({
          id,
          ...(asked.body as { model: string; prompt: string }),
          projectId: undefined,
          status: settings.result['status'],
          created_at: created,
          completed_at: created,
        })),
      },
    }),
    getSecurityScan({ path }) {
      const id = path.split('/').at(-1)
      const scan = [...scans.values()].find((one) => one.id === id)
      if (scan === undefined)
        return { status: 404, json: { success: false, error: { code: 'NOT_FOUND', message: 'no' } } }
      return { json: { success: true, data: { id, ...settings.result, findings: settings.findings } } }
    },
    getCurrentProject: () => ({ json: { projectId: '00000000-0000-4000-8000-000000000000', orgId: 'org-1' } }),
  }
  const service = fakeService({
    contract: 'evalguard',
    isAllowed: ({ headers }) => headers.get('authorization') === `Bearer ${evalguardKey}`,
    unauthorized: { status: 401, json: { success: false, error: { code: 'UNAUTHORIZED', message: 'key' } } },
    respond: (operation, asked) => operations[operation]?.(asked) ?? { status: 404 },
  })
  return Object.assign(settings, service, { scans })
}
