import type { BackendErrorCode, TargetErrorCode } from '../src/core/errors.ts'
import type { ErrorBody } from '../src/server/errors.ts'
import { code, table } from './reference-table.ts'

/** What happened, and what to do about it. */
type Explained = readonly [meaning: string, remedy: string]

const ofEndpoints: Readonly<Record<TargetErrorCode | 'judge' | 'attacker', Explained>> = {
  unreachable: [
    'No connection: nothing listens there, the name is not known, TLS failed, or the address is private and `redteam serve` may not ask it.',
    'Check `base_url` from the machine that scans; behind a proxy set `HTTPS_PROXY`.',
  ],
  unauthorized: [
    'The key was not accepted (401, 403), or the account has no credit left (402). The scan stops.',
    'Check `api_key`, its rights and the account.',
  ],
  not_found: [
    'Nothing at this address, or no model of this name (404). The scan stops.',
    '`base_url` usually ends in `/v1`; check `model_name`.',
  ],
  bad_request: [
    'The endpoint does not take the question as it is (another 4xx).',
    'The message says why; often the context is too short for `max_tokens`.',
  ],
  unsupported_parameter: [
    'The model refuses a parameter, such as `temperature`. It is asked again without it.',
    'Nothing, where the case went on; else leave the parameter out.',
  ],
  rate_limited: [
    'Too many requests (429), also after several tries.',
    'Set `qpm` to what the account allows, or lower `concurrency`.',
  ],
  server_error: [
    'The endpoint broke (5xx, 408, 409, 425), also after several tries.',
    'Scan again with `--resume`: only what broke is asked again.',
  ],
  timeout: [
    'No answer within `timeout_s`, also after several tries.',
    'Raise `timeout_s`, or lower `concurrency` or `max_tokens`.',
  ],
  malformed: [
    'The answer is no chat completion, or larger than 16 MiB.',
    'Check that `base_url` is the address of an OpenAI-compatible API.',
  ],
  aborted: [
    'Called off: the scan was stopped, or reached one of its limits.',
    'Scan again with `--resume`, with a higher limit where that was why.',
  ],
  judge: [
    'The judge model gave no judgement that can be used.',
    'Try a stronger model; `redteam judge-selftest` measures it.',
  ],
  attacker: [
    'The attacker model refused, or wrote nothing usable.',
    'Try another model for `[attacker]`. It says nothing of the target.',
  ],
}

const ofServices: Readonly<Record<BackendErrorCode, Explained>> = {
  auth: ['The service did not accept the key.', 'Check `api_key` of `[backend]` and its rights.'],
  quota: ['The account has nothing left.', 'Top it up, or wait for the next period.'],
  invalid_request: ['The service does not take the order as it is.', 'The message says what it does not like.'],
  invalid_state: [
    'The scan is in a state in which this cannot be done.',
    '`redteam scans progress` shows the state; without `--resume` a new one begins.',
  ],
  not_found: ['No such scan, or another API at this address.', 'Check `base_url` of `[backend]` and the id.'],
  rate_limited: ['Too many requests, also after several tries.', 'Raise `poll_interval_s`.'],
  service_error: ['The service broke, also after several tries.', 'Scan again with `--resume`.'],
  network: ['The service cannot be reached.', 'Check `base_url` of `[backend]`; behind a proxy set `HTTPS_PROXY`.'],
  timeout: [
    'The service, or its scan, took too long.',
    'Raise `timeout_s` of `[backend]`; `--resume` goes on with the scan.',
  ],
  malformed: ['The answer cannot be relied on, so nothing was decided by it.', 'Tell the service, with the message.'],
  unknown_outcome: [
    'Whether a scan was begun is not known, so it is not asked for again.',
    '`redteam scans list` shows whether there is one.',
  ],
  unsupported: [
    'The service has no such operation.',
    'The table of [hosted services](../README.md#hosted-services) says what each can do.',
  ],
}

const ofServe: Readonly<Record<ErrorBody['code'], Explained>> = {
  invalid_request: ['400: the body or the address is wrong.', '`detail` says what, key by key.'],
  unauthorized: ['401: no key, or one that nobody has.', '`redteam serve --new-key` makes one.'],
  not_found: ['404: no such scan among the ones of this user.', '`list` shows them.'],
  too_many_requests: [
    '429: this user has too many scans open.',
    'Wait as long as `Retry-After` says, or raise `max_open`.',
  ],
  internal_error: ['500: something broke in the service.', 'Its own log says what.'],
}

export const errorReference = (): string[] => [
  'Every complaint is a sentence that says what is wrong and what is allowed; those about a file say where. Where programs read them, they have a code.',
  '### Of endpoints',
  'In `error.code` of a line of `results.jsonl` and in `outcome` of one of `requests.jsonl`. A case with one is an error, never a pass. In `requests.jsonl`, `broken` stands for a fault of this program: please report it.',
  codes(ofEndpoints),
  '### Of hosted services',
  'They end the scan with exit code 3; `unsupported` is a wrong use of the command and ends it with 2.',
  codes(ofServices),
  '### Of `redteam serve`',
  'In `code` of an answer that is no success.',
  codes(ofServe),
]

const codes = (explained: Readonly<Record<string, Explained>>): string =>
  table([
    ['code', 'what happened', 'what to do'],
    ...Object.entries(explained).map(([name, words]) => [code(name), ...words]),
  ])
