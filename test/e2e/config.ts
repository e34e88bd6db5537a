import { writeFile } from 'node:fs/promises'
import path from 'node:path'

export interface ConfigFile {
  readonly name?: string
  readonly baseUrl: string
  /** A variable by default: RED_KEY. */
  readonly key?: string
  readonly modelName?: string
  /** Lines of [model], [scan] and [gate] beside those that every test needs. */
  readonly model?: string
  readonly scan?: string
  readonly gate?: string
  /** Of [report]; everything but the PDF, which takes as long as the rest together, when left out. */
  readonly report?: string
}

/** Twelve behaviors, each asked plainly and with one attack. */
const small = 'datasets = [{ name = "Bias", limit = 12 }]\npreset = "smoke"'

const withoutPdf = 'formats = ["html", "junit", "sarif", "markdown", "csv", "zip"]'

export const configText = ({
  name = 'e2e',
  baseUrl,
  key = '${RED_KEY}',
  modelName = 'scripted',
  model = '',
  scan = small,
  gate = '',
  report = withoutPdf,
}: ConfigFile): string =>
  `[model]
base_url = "${baseUrl}"
api_key = "${key}"
model_name = "${modelName}"
${model}

[scan]
scan_name = "${name}"
${scan}

[gate]
${gate}

[report]
${report}
`

/** Writes redteam.toml into the folder and returns its path. */
export async function writeConfig(folder: string, config: ConfigFile): Promise<string> {
  const file = path.join(folder, 'redteam.toml')
  await writeFile(file, configText(config))
  return file
}
