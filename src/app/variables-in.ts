import { parseToml } from '../config/index.ts'
import { interpolate } from '../config/interpolate.ts'

/** The variables that a configuration takes from the environment, each once. Throws a ConfigError when the text is no TOML. */
export const variablesIn = (text: string, file: string): string[] => [
  ...new Set(interpolate(parseToml(text, file), {}).missing.map(({ name }) => name)),
]
