export interface ColourFacts {
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly isTTY: boolean
}

/**
 * Whether to print in colour. FORCE_COLOR comes first (0 and false say no), then NO_COLOR, whatever it holds (no-color.org); without
 * them a terminal that can is printed to in colour, and a file or pipe is not.
 */
export function wantsColour({ environment, isTTY }: ColourFacts): boolean {
  const { FORCE_COLOR: forced, NO_COLOR: refused, TERM: terminal } = environment
  if (forced !== undefined && forced !== '') return forced !== '0' && forced !== 'false'
  if (refused !== undefined && refused !== '') return false
  return isTTY && terminal !== 'dumb'
}
