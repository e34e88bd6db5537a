import { lookup } from 'node:dns'
import { isIP, type LookupFunction } from 'node:net'
import type { Agent, buildConnector } from 'undici'
import { TargetError } from '../core/errors.ts'
import { isPrivate, PrivateAddressError } from './public-address.ts'

type Connector = buildConnector.connector

/**
 * A fetch that connects to no private address: not by a name that changed its mind since it was checked, and not by a redirect.
 * Rejects with TargetError when it would have to.
 */
export function fetchPublic(): typeof fetch {
  let agent: Agent | undefined
  return async (address, init) => {
    const undici = await import('undici')
    // How long an answer may take is the caller's to say.
    agent ??= new undici.Agent({
      connect: onlyPublic(undici.buildConnector({ lookup: lookupPublic })),
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
  (connect: Connector): Connector =>
  (options, callback) => {
    const host = options.hostname.replace(/^\[|\]$/gu, '')
    if (isIP(host) !== 0 && isPrivate(host)) callback(new PrivateAddressError(host), null)
    else connect(options, callback)
  }

const lookupPublic: LookupFunction = (host, options, callback) => {
  lookup(host, { ...options, all: true }, (error, addresses) => {
    if (error !== null) return callback(error, '', 0)
    const found = addresses.find(({ address }) => isPrivate(address))
    if (found !== undefined) return callback(new PrivateAddressError(host, found.address), '', 0)
    if (options.all === true) return callback(null, addresses)
    const [{ address, family } = { address: '', family: 0 }] = addresses
    return callback(null, address, family)
  })
}

function refusalIn(error: unknown): TargetError | undefined {
  let cause = error
  while (cause instanceof Error && !(cause instanceof PrivateAddressError)) cause = cause.cause
  if (!(cause instanceof PrivateAddressError)) return undefined
  return new TargetError('unreachable', `${cause.message}, which this service does not ask`, {
    isRetryable: false,
    isFatal: true,
    cause,
  })
}
