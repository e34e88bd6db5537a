import type { Service } from '../../backends/index.ts'
import { services } from '../../backends/index.ts'
import type { ScanConfig } from '../../config/index.ts'
import type { BackendConfig, ScanOrder } from '../../core/backend.ts'
import type { Complaint } from '../../core/errors.ts'
import { isPrivateHost } from '../../core/private-host.ts'
import { attackNames, datasetNames } from '../names.ts'
import { redactNotices } from '../notices.ts'

export interface Hosted {
  readonly service: Service
  readonly backend: BackendConfig
}

/** The service that a configuration names, or nothing when the embedded engine runs the scan. */
export function hostedBy({ backend }: ScanConfig): Hosted | undefined {
  return backend && { service: services[backend.type], backend }
}

export interface OrderOptions {
  readonly isSandbox: boolean
  /** A UUID of its own for each start. */
  readonly key: string
}

/** What the service is told of a configuration, and nothing else of it. */
export function orderOf(config: ScanConfig, { isSandbox, key }: OrderOptions): ScanOrder {
  const { baseUrl, apiKey, modelName, temperature, maxTokens, extraHeaders, timeoutMs, systemPrompt } = config.model
  const { origin = {}, prompt, goals = [] } = config
  return {
    key,
    scanName: [config.scanName, origin.run, key.slice(0, 8)].filter((part) => part !== undefined).join('-'),
    isSandbox,
    model: {
      baseUrl,
      apiKey,
      modelName,
      temperature,
      maxTokens,
      extraHeaders,
      timeoutMs,
      ...(systemPrompt !== undefined && { systemPrompt }),
    },
    datasets: isSandbox ? [] : config.datasets.map(({ name }) => name),
    algorithms: config.algorithms,
    concurrency: config.concurrency,
    ...(config.qpm !== undefined && { qpm: config.qpm }),
    tomlOnly: config.tomlOnly ?? {},
    ...(prompt !== undefined && { prompt }),
    goals,
    origin,
  }
}

/** What the service cannot do of a configuration. Asks nobody. */
export function hostedProblems(config: ScanConfig, { isSandbox }: { readonly isSandbox: boolean }): Complaint[] {
  const hosted = hostedBy(config)
  if (hosted === undefined) return []
  const { service, backend } = hosted
  const order = orderOf(config, { isSandbox, key: '' })
  const found = [
    ...service.problems(order, backend),
    ...ownPrompts(config, service),
    ...unreachableTarget(config, hosted),
    ...noSeverities(config, service),
    ...(isSandbox && backend.type !== 'virtuered'
      ? [{ message: `${service.name} has no sandbox scans. Scan without --sandbox.`, key: 'backend.type' }]
      : []),
  ]
  return found.map((complaint) => ({ ...complaint, ...(config.backendAt && { place: config.backendAt }) }))
}

const ownPrompts = ({ datasets }: ScanConfig, { name }: Service): Complaint[] =>
  datasets
    .filter(({ file }) => file !== undefined)
    .map((dataset) => ({
      message: `${name} runs tests of its own and cannot ask the prompts of a file: leave the dataset "${dataset.name}" out, or scan without [backend].`,
      key: 'scan.datasets',
    }))

const noSeverities = ({ gate }: ScanConfig, { name, hasSeverities }: Service): Complaint[] =>
  hasSeverities || gate.maxSeverity === undefined
    ? []
    : [
        {
          message: `${name} gives no severities, so gate.max_severity would never fail. Leave it out, and limit scores or max_asr.`,
          key: 'gate.max_severity',
        },
      ]

function unreachableTarget({ model }: ScanConfig, { service, backend }: Hosted): Complaint[] {
  if (!service.testsEndpoint) return []
  const found: Complaint[] = []
  if (Object.keys(model.extraQuery ?? {}).length > 0)
    found.push({
      message: `${service.name} cannot send model.extra_query to the endpoint. Give an address that works without it.`,
      key: 'model.extra_query',
    })
  // A service on a private host, or one on this machine, may well reach what lies there too.
  const isOutside = !isPrivateHost(new URL(backend.baseUrl).hostname)
  if (isOutside && !backend.allowPrivateTarget && isPrivateHost(new URL(model.baseUrl).hostname))
    found.push({
      message: `${service.name} asks the endpoint from outside, and model.base_url is an address that only this network knows. If the service can reach it, set allow_private_target = true under [backend].`,
      key: 'model.base_url',
    })
  return found
}

/** What every report of a hosted scan says first, and the command line before it begins. */
export function hostedNotices(config: ScanConfig, { isSandbox }: { readonly isSandbox: boolean }): string[] {
  const hosted = hostedBy(config)
  if (hosted === undefined) return []
  const { service, backend } = hosted
  const unused = notUsed(config, service)
  return [
    ...redactNotices(config).map((notice) => `${notice} ${filesAreGone(service)}`),
    `Run by ${service.name} (${new URL(backend.baseUrl).host}), which chooses the test cases and judges the answers by itself.`,
    ...service.notices(orderOf(config, { isSandbox, key: '' }), backend),
    ...unknownToUs(config, hosted),
    ...(unused.length === 0 ? [] : [`${service.name} does not use, and is not told: ${unused.join(', ')}.`]),
  ]
}

const filesAreGone = ({ name }: Service): string =>
  `${name}'s own files hold them and are not kept; redteam scans download fetches them.`

/** Nothing here says what such a name stands for. */
function unknownToUs({ datasets, algorithms }: ScanConfig, { service, backend }: Hosted): string[] {
  if (backend.allowUnknownNames !== true) return []
  const names = [
    ...datasets.map(({ name }) => name).filter((name) => !datasetNames.includes(name)),
    ...algorithms.filter((name) => !attackNames.includes(name)),
  ]
  if (names.length === 0) return []
  return [`Names that this tool does not know and that ${service.name} was given as they are: ${names.join(', ')}.`]
}

/** Keys that are set and have no part in a hosted scan. */
function notUsed(config: ScanConfig, service: Service): string[] {
  const { model, judge, attacker, limits, datasets, templates = [] } = config
  const set: readonly (readonly [string, boolean])[] = [
    ['[judge]', judge !== undefined],
    ['[attacker]', attacker !== undefined],
    ['model.system_prompt', model.systemPrompt !== undefined && !service.sendsSystemPrompt],
    ['scan.preset', config.preset !== 'default'],
    ['scan.seed', config.seed !== 1],
    ['scan.repetitions', config.repetitions !== undefined],
    ['scan.default_mix', !config.defaultMix],
    ['scan.attacks', Object.keys(config.attackSettings).length > 0],
    ['scan.templates', templates.length > 0],
    ['scan.policy_file', config.policyFile !== undefined],
    ['limit of a dataset', datasets.some(({ limit }) => limit !== undefined)],
    ['scan.max_requests', limits?.maxRequests !== undefined],
    ['scan.max_tokens', limits?.maxTokens !== undefined],
    ['scan.max_cost', limits?.maxCost !== undefined],
  ]
  return set.filter(([, isSet]) => isSet).map(([key]) => key)
}
