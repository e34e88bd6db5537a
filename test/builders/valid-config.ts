/** A redteam.toml in which nothing is wrong; its key comes from RED_KEY. */
export const good = `[model]
base_url = "http://127.0.0.1:9/v1"
api_key = "\${RED_KEY}"
model_name = "some-model"

[scan]
scan_name = "check"
datasets = [{ name = "Bias", limit = 5 }]
algorithms = ["Flip Attack"]

[gate]
min_avg_score = 80
`

/** The same with one part replaced. */
export const but = (part: string, by: string): string => {
  if (!good.includes(part)) throw new Error(`the good file has no ${part}`)
  return good.replace(part, by)
}
