/**
 * The web-standard values that have no effect on the outside world. The pure folders are compiled with no platform types
 * at all (tsconfig.pure.json); these are let in by hand, so that an AbortSignal can pass through them and an address can be read.
 */

interface AbortSignal {
  readonly aborted: boolean
  readonly reason: unknown
  throwIfAborted: () => void
  addEventListener: (type: 'abort', listener: () => void, options?: { once?: boolean }) => void
  removeEventListener: (type: 'abort', listener: () => void) => void
}
declare var AbortSignal: { any: (signals: Iterable<AbortSignal>) => AbortSignal }

interface AbortController {
  readonly signal: AbortSignal
  abort: (reason?: unknown) => void
}
declare var AbortController: { new (): AbortController }

interface TextEncoder {
  encode: (input?: string) => Uint8Array
}
declare var TextEncoder: { new (): TextEncoder }

interface TextDecoder {
  decode: (input?: Uint8Array) => string
}
declare var TextDecoder: { new (label?: string, options?: { fatal?: boolean; ignoreBOM?: boolean }): TextDecoder }

interface URL {
  readonly protocol: string
  readonly hostname: string
  readonly username: string
  readonly password: string
  readonly search: string
  readonly hash: string
}
declare var URL: { new (address: string): URL; canParse: (address: string) => boolean }
