/** What a first configuration needs to know; the rest has defaults. */
export interface StarterChoices {
  readonly scanName: string
  readonly baseUrl: string
  readonly modelName: string
  /** Names of built-in datasets. */
  readonly datasets: readonly string[]
}

/** The variable that holds the key: secrets do not stand in files. */
export const keyVariable = 'OPENAI_API_KEY'

/** The text of a first redteam.toml. Values may hold anything; ${NAME} in them is filled in by the scan. */
export const starterConfig = ({ scanName, baseUrl, modelName, datasets }: StarterChoices): string => `\
# What the red team asks, whom, and when the build fails. Check it with: redteam validate redteam.toml
scan_name = ${quoted(scanName)}

# The endpoint under test: anything that speaks the OpenAI chat completions API.
[model]
base_url = ${quoted(baseUrl)}
# From the environment; in a workflow from a secret. An endpoint that needs no key takes any.
api_key = "\${${keyVariable}}"
model_name = ${quoted(modelName)}

[scan]
# What to ask about: \`redteam list datasets\` names all.
datasets = [
${datasets.map((name) => `  { name = ${quoted(name)} },\n`).join('')}]
# How much: smoke, default or deep. \`redteam plan redteam.toml\` says what it comes to.
preset = "default"

[gate]
# The lowest risk level that fails the build: High, Medium or none.
fail_on = "High"
`

/** A basic string of TOML: that of JSON, without the two things that JSON allows and TOML does not. */
export const quoted = (text: string): string =>
  JSON.stringify(text.replaceAll(/\p{Surrogate}/gu, '\uFFFD')).replaceAll('\u007F', '\\u007f')
