/** A request that the service does not do, and why: `invalid` as asked or as things stand, `unknown` scan, too `busy` now. */
export class Refusal extends Error {
  readonly code: 'invalid' | 'unknown' | 'busy'

  constructor(code: Refusal['code'], message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'Refusal'
    this.code = code
  }
}
