import { type FakeService, fakeService } from './fake-service.ts'

export const virisimKey = 'sk-viri-0123456789'

/** ViriSIM, as far as its contract goes: it takes every interaction and gives it an id. */
export function fakeVirisim(): FakeService {
  let count = 0
  return fakeService({
    contract: 'virisim',
    isAllowed: ({ headers }) => headers.get('x-api-key') === virisimKey,
    unauthorized: { status: 401, json: { error: 'Missing API key' } },
    respond: () => ({ json: { submission_id: `VIRI-${++count}`, message: 'Audit submitted', status: 'success' } }),
  })
}
