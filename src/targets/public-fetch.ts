import { type LookupAddress, type LookupAllOptions, lookup } from 'node:dns'
import { isIP, type LookupFunction } from 'node:net'
import type { Agent, buildConnector } from 'undici'
import { TargetError } from '../core/errors.ts'
import { isPrivate, PrivateAddressError } from './public-address.ts'

type Connector = buildConnector.connector

/** How names become addresses, and which of those nobody may connect to: the system's, and `isPrivate`, when left out. */
export interface Net {
  readonly isPrivate: (address: string) => boolean
  readonly lookup: (host: string, options: LookupAllOptions, callback: AllFound) => void
}

type AllFound = (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void

/**
 * A fetch that connects to no private address: not by a name that changed its mind since it was checked, and not by a redirect.
 * Rejects with TargetError when it would have to.
 */
export function fetchPublic(net: Partial<Net> = {}): typeof fetch {
  const whole: Net = { isPrivate, lookup, ...net }
  let agent: Agent | undefined
  return async (address, init) => {
    const undici = await import('undici')
    // How long an answer may take is the caller's to say.
    agent ??= new undici.Agent({
      connect: onlyPublic(undici.buildConnector({ lookup: publicLookup(whole) }), whole),
      headersTimeout: 0,
      bodyTimeout: 0,
    })
    type Init = Parameters<typeof undici.fetch>[1]
    try {
      const url = address instanceof Request ? address.url : address
      return (await undici.fetch(url, { ...(init as Init), dispatcher: agent })) as unknown as Response
    } catch (error) {
      throw refusalIn(error) ?? error
    }
  }
}

/** Addresses written as such are not looked up, so they are judged here. */
const onlyPublic =
  (connect: Connector, { isPrivate: isInside }: Net): Connector =>
  (options, callback) => {
    const host = options.hostname.replace(/^\[|\]$/gu, '')
    if (isIP(host) !== 0 && isInside(host)) callback(new PrivateAddressError(host), null)
    else connect(options, callback)
  }

const publicLookup =
  ({ isPrivate: isInside, lookup: find }: Net): LookupFunction =>
  (host, options, callback) => {
    find(host, { ...options, all: true }, (error, addresses) => {
      if (error !== null) return callback(error, '', 0)
      const found = addresses.find(({ address }) => isInside(address))
      if (found !== undefined) return callback(new PrivateAddressError(host, found.address), '', 0)
      if (options.all === true) return callback(null, addresses)
      const [{ address, family } = { address: '', family: 0 }] = addresses
      return callback(null, address, family)
    })
  }

/** The refusal that an error of a fetch comes from, if it does. */
export function refusalIn(error: unknown): TargetError | undefined {
  let cause = error
  while (cause instanceof Error && !(cause instanceof PrivateAddressError)) cause = cause.cause
  if (!(cause instanceof PrivateAddressError)) return undefined
  return new TargetError('unreachable', `${cause.message}, which this service does not ask`, {
    isRetryable: false,
    isFatal: true,
    cause,
  })
}
