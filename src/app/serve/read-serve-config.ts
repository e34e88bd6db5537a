import { parseServe, type ServeConfig } from '../../config/serve-file.ts'
import { readTextFile } from '../../platform/text-file.ts'

/** Reads and checks serve.toml. Throws a ConfigError with every complaint. */
export async function readServeConfig(
  path: string,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<ServeConfig> {
  return await parseServe(await readTextFile(path, 'The configuration of the service'), { file: path, environment })
}
