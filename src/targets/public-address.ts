import { lookup } from 'node:dns/promises'
import { BlockList, isIP } from 'node:net'

/** The address of a target lies in a network that outsiders have no business in. */
export class PrivateAddressError extends Error {
  readonly code = 'private_address'

  constructor(host: string, address: string = host) {
    super(`${host} leads to ${address === host ? 'a private address' : `the private address ${address}`}`)
    this.name = 'PrivateAddressError'
  }
}

/** IANA's special-purpose registries (RFC 6890 and what came later), and multicast. */
const reserved4 = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const

/** Of the sixth version only global unicast is public, without the parts that carry an address of the fourth or serve no host. */
const global6 = ['2000::', 3] as const
const reserved6 = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const

const private4 = new BlockList()
for (const [net, prefix] of reserved4) private4.addSubnet(net, prefix, 'ipv4')
const public6 = new BlockList()
public6.addSubnet(...global6, 'ipv6')
const private6 = new BlockList()
for (const [net, prefix] of reserved6) private6.addSubnet(net, prefix, 'ipv6')

/** Whether an IP address, as text, is anything but an ordinary one of the internet. */
export function isPrivate(address: string): boolean {
  if (isIP(address) === 4) return private4.check(address, 'ipv4')
  if (isIP(address) === 6) return !public6.check(address, 'ipv6') || private6.check(address, 'ipv6')
  return true
}

export interface PublicCheck {
  /** A proxy looks names up itself, and this machine may not know them. */
  readonly isProxied?: boolean
  /** All addresses of a name. */
  readonly resolve?: (host: string) => Promise<readonly string[]>
}

/**
 * Rejects with PrivateAddressError when the URL's host is, or resolves to, an address of this machine or of a private network. A name
 * that is not known passes: nobody can be reached by it, and whoever connects later has to look again.
 */
export async function mustBePublic(url: string, { isProxied = false, resolve = addressesOf }: PublicCheck = {}) {
  mustNotBeWrittenPrivate(url)
  const host = hostOf(url)
  if (isProxied || isIP(host) !== 0) return
  const found = (await resolve(host)).find(isPrivate)
  if (found !== undefined) throw new PrivateAddressError(host, found)
}

/** Throws PrivateAddressError when the URL's host itself, without a look at what a name resolves to, is of this machine or private. */
export function mustNotBeWrittenPrivate(url: string): void {
  const host = hostOf(url)
  if (isIP(host) === 0 ? /(?:^|\.)localhost$/iu.test(host) : isPrivate(host)) throw new PrivateAddressError(host)
}

const hostOf = (url: string): string => new URL(url).hostname.replace(/^\[|\]$/gu, '').replace(/\.$/u, '')

async function addressesOf(host: string): Promise<readonly string[]> {
  try {
    return (await lookup(host, { all: true })).map(({ address }) => address)
  } catch {
    return []
  }
}
