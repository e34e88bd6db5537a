import type {
  BackendConfig,
  BackendType,
  CerebroRedSettings,
  EvalGuardSettings,
  VijilSettings,
} from '../core/backend.ts'
import type { Place } from '../core/errors.ts'
import { isLoopback } from '../core/private-host.ts'
import type { Path } from './interpolate.ts'
import type { ScanConfig } from './scan-config.ts'
import type { ConfigFile } from './schema.ts'

type BackendTable = NonNullable<ConfigFile['backend']>

/** Services with one address for everybody. */
const usualAddress: Partial<Record<BackendType, string>> = {
  evalguard: 'https://evalguard.ai',
  vijil: 'https://evaluate-api.vijil.ai',
  'cerebro-red': 'http://localhost:9000',
}

/** Whether the service's own table says what is tested, so that [scan] need not. */
export function bringsItsOwn({ backend }: ConfigFile): boolean {
  if (backend?.type === 'evalguard') return true
  if (backend?.type === 'vijil') return backend.vijil?.harnesses !== undefined
  return backend?.type === 'cerebro-red' && backend['cerebro-red']?.prompts_file !== undefined
}

/** With a scheme, which people leave out, and without a slash at the end. */
const addressOf = ({ type, base_url = usualAddress[type] ?? '' }: BackendTable): string =>
  (/^[a-z][\w+.-]*:\/\//iu.test(base_url) ? base_url : `https://${base_url}`).replace(/\/+$/u, '')

interface Finding {
  readonly path: Path
  readonly message: string
}

/** What can be said against [backend] without knowing the service: its address and where its keys come from. */
export function backendProblems(
  { backend }: ConfigFile,
  fromEnvironment: readonly { readonly path: Path }[],
): Finding[] {
  if (backend === undefined) return []
  return [...addressProblems(backend), ...keyProblems(backend, fromEnvironment), ...unknownNameProblems(backend)]
}

/** The only service that takes the names of [scan] as they are; to the others they mean something of their own. */
const takesNames: BackendType = 'virtuered'

/** Whether names of datasets and algorithms are the service's to judge. */
export const mayBeUnknown = ({ backend }: ConfigFile): boolean =>
  backend?.type === takesNames && backend.allow_unknown_names

/** What to say behind a complaint about a name that the service may know all the same. */
export const howToAllow = ({ backend }: ConfigFile): string =>
  backend?.type === takesNames ? ' If the service has it, set allow_unknown_names = true under [backend].' : ''

const unknownNameProblems = ({ type, allow_unknown_names }: BackendTable): Finding[] =>
  allow_unknown_names && type !== takesNames
    ? [
        {
          path: ['backend', 'allow_unknown_names'],
          message: `allow_unknown_names is for type = "${takesNames}" alone: "${type}" is not asked by the names under [scan].`,
        },
      ]
    : []

function addressProblems(backend: BackendTable): Finding[] {
  const at = (message: string): Finding[] => [{ path: ['backend', 'base_url'], message }]
  if (backend.base_url === undefined && usualAddress[backend.type] === undefined)
    return at(`backend.base_url is missing. Add base_url = "https://your-organisation.example" under [backend].`)
  const address = addressOf(backend)
  if (!URL.canParse(address)) return at('backend.base_url is no address. It looks like "https://host.example".')
  const { protocol, hostname, username, password, search, hash } = new URL(address)
  if (username !== '' || password !== '')
    return at('backend.base_url holds a user name or password; give the key as api_key.')
  if (search !== '' || hash !== '')
    return at('backend.base_url must end with its path: leave out what begins with ? or #.')
  if (protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname))) return []
  return at(
    'backend.base_url must begin with https://: the keys travel there. Only this machine itself may be asked over http.',
  )
}

const example = 'Write it as "${NAME}" with the name of an environment variable that holds it.'

function keyProblems(backend: BackendTable, fromEnvironment: readonly { readonly path: Path }[]): Finding[] {
  const isFromEnvironment = (wanted: Path): boolean => fromEnvironment.some(({ path }) => path.join() === wanted.join())
  const given = secretsOf(backend)
  const login = given.filter(({ path }) => path[1] === 'vijil')
  const hasKey = given.some(({ path }) => path[1] === 'api_key')
  return [
    ...given
      .filter(({ path }) => !isFromEnvironment(path))
      .map(({ path }) => ({ path, message: `The key of a service must not stand in this file. ${example}` })),
    ...(hasKey || login.length > 0
      ? []
      : [{ path: ['backend', 'api_key'], message: `backend.api_key is missing. ${example}` }]),
    ...(login.length === 0 || login.length === 3
      ? []
      : [
          {
            path: ['backend', 'vijil'],
            message: 'A machine login at Vijil needs all of client_id, client_secret and client_token.',
          },
        ]),
  ]
}

/** Every key and login value that is given, with where it stands. */
export function secretsOf({ api_key, vijil }: BackendTable): { readonly path: Path; readonly value: string }[] {
  const given: readonly (readonly [Path, string | undefined])[] = [
    [['backend', 'api_key'], api_key],
    [['backend', 'vijil', 'client_id'], vijil?.client_id],
    [['backend', 'vijil', 'client_secret'], vijil?.client_secret],
    [['backend', 'vijil', 'client_token'], vijil?.client_token],
  ]
  return given.flatMap(([path, value]) => (value === undefined ? [] : [{ path, value }]))
}

/** The table as the scan takes it. */
export function backendIn(
  file: ConfigFile,
  place: (path: Path) => Place,
): Pick<ScanConfig, 'backend' | 'backendAt' | 'tomlOnly'> {
  const { backend, scan } = file
  if (backend === undefined) return {}
  const { is_user_model, application_id, continue_flag } = scan
  return {
    backend: toBackend(backend),
    backendAt: place(['backend']),
    tomlOnly: {
      ...(is_user_model !== undefined && { is_user_model }),
      ...(application_id !== undefined && { application_id }),
      ...(continue_flag && { continue_flag }),
    },
  }
}

function toBackend(backend: BackendTable): BackendConfig {
  const { type, api_key = '', poll_interval_s, timeout_s, score_scale, allow_private_target } = backend
  const { allow_unknown_names } = backend
  const { evalguard, vijil, 'cerebro-red': cerebroRed } = backend
  return {
    type,
    baseUrl: addressOf(backend),
    apiKey: api_key,
    ...(poll_interval_s !== undefined && { pollIntervalMs: poll_interval_s * 1000 }),
    ...(timeout_s !== undefined && { timeoutMs: timeout_s * 1000 }),
    scoreScale: score_scale,
    allowPrivateTarget: allow_private_target,
    ...(allow_unknown_names && { allowUnknownNames: true }),
    ...(evalguard && { evalguard: toEvalGuard(evalguard) }),
    ...(vijil && { vijil: toVijil(vijil) }),
    ...(cerebroRed && { cerebroRed: toCerebroRed(cerebroRed) }),
  }
}

const toEvalGuard = (table: NonNullable<BackendTable['evalguard']>): EvalGuardSettings => ({
  ...(table.project_id !== undefined && { projectId: table.project_id }),
  ...(table.prompt_file !== undefined && { promptFile: table.prompt_file }),
  attackTypes: table.attack_types,
  acceptModelByName: table.accept_model_by_name,
})

function toVijil(table: NonNullable<BackendTable['vijil']>): VijilSettings {
  const { hub, key_name, create_key, harnesses, version, sample_size, client_id, client_secret, client_token } = table
  return {
    hub,
    ...(key_name !== undefined && { keyName: key_name }),
    createKey: create_key,
    ...(harnesses && { harnesses }),
    version,
    ...(sample_size !== undefined && { sampleSize: sample_size }),
    ...(client_id !== undefined &&
      client_secret !== undefined &&
      client_token !== undefined && {
        login: { clientId: client_id, clientSecret: client_secret, clientToken: client_token },
      }),
  }
}

const toCerebroRed = (table: NonNullable<BackendTable['cerebro-red']>): CerebroRedSettings => ({
  provider: table.provider,
  attackerModel: table.attacker_model,
  judgeModel: table.judge_model,
  ...(table.strategies && { strategies: table.strategies }),
  maxIterations: table.max_iterations,
  successThreshold: table.success_threshold,
  ...(table.prompts_file !== undefined && { promptsFile: table.prompts_file }),
  serverTargetConfirmed: table.server_target_confirmed,
})
