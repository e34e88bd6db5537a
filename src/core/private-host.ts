/** This machine itself, by name or address. IPv6 addresses stand in brackets, as in URLs. */
export const isLoopback = (host: string): boolean =>
  host === 'localhost' || host.endsWith('.localhost') || /^127\.\d+\.\d+\.\d+$|^\[::1\]$/u.test(host)

/**
 * Whether nobody outside can reach a host: this machine, the private ranges of RFC 1918 and RFC 4193, link-local and unspecified
 * addresses, and names that only a local network resolves. A public name may still lead to a private address.
 */
export function isPrivateHost(host: string): boolean {
  const name = host.toLowerCase().replace(/\.$/u, '')
  return (
    isLoopback(name) ||
    /^(?:10\.|192\.168\.|169\.254\.|172\.(?:1[6-9]|2\d|3[01])\.|0\.0\.0\.0$|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.)/u.test(
      name,
    ) ||
    /^\[(?:f[cd]|fe[89ab]|::\]|::ffff:)/u.test(name) ||
    /\.(?:local|internal|lan|home\.arpa)$/u.test(name) ||
    (!name.includes('.') && !name.startsWith('['))
  )
}
