#!/usr/bin/env bash
# Calls every endpoint of the scan API with curl, as its documentation does, and fails when an answer is not as documented.
#
#   BASE_URL=http://127.0.0.1:8088 VIRTUERED_API_KEY=rt_… TARGET_URL=http://127.0.0.1:8080/v1 examples/serve/api-examples.sh
#
# The target has to be up: `redteam demo --serve --port 8080` will do (allow_private = true in serve.toml lets it be scanned).
set -euo pipefail

: "${BASE_URL:?the address of redteam serve}" "${VIRTUERED_API_KEY:?a key of one of its users}"
target=${TARGET_URL:-https://api.openai.com/v1}
target_key=${TARGET_API_KEY:-sk-...}
model=${TARGET_MODEL:-gpt-4o}
# Scan names are unique, and the examples may run again.
run=${RUN:-$(date +%s)}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

fail() {
  printf 'not as documented: %s\n' "$1" >&2
  exit 1
}

# post PATH [curl options]: leaves the status in $status and the body in $folder/body.
post() {
  status=$(curl -sS -o "$folder/body" -w '%{http_code}' -X POST "$BASE_URL$1" "${@:2}")
}

# expect STATUS [PATTERN]: compares them with the last answer.
expect() {
  [ "$status" = "$1" ] || fail "$status instead of $1: $(head -c 300 "$folder/body")"
  [ $# -lt 2 ] || grep -Eq "$2" "$folder/body" || fail "no $2 in $(head -c 300 "$folder/body")"
}

# field NAME: a string of the last answer.
field() {
  sed -E "s/.*\"$1\": *\"?([^\",}]*).*/\1/" "$folder/body"
}

key=(-H "X-API-Key: $VIRTUERED_API_KEY")
json=("${key[@]}" -H 'Content-Type: application/json')
toml=("${key[@]}" -H 'Content-Type: application/toml')
started='"scan_id": ?"[^"]+".*"status": ?200'

# wait_for ID STATUS: polls until the scan has it.
wait_for() {
  for _ in $(seq 600); do
    post /v1/scan/progress "${json[@]}" -d "{\"scan_id\": \"$1\"}"
    expect 200 '"percentage": ?[0-9.]+'
    case "$(field status)" in
      "$2") return ;;
      Failed | Error) fail "the scan ended as $(cat "$folder/body")" ;;
    esac
    sleep 0.2
  done
  fail "$1 did not come to be $2"
}

echo '# Quickstart: start a scan'
post /v1/scan/start "${json[@]}" -d '{
  "scan_name": "quickstart-scan-'"$run"'",
  "model": {"base_url": "'"$target"'", "api_key": "'"$target_key"'", "model_name": "'"$model"'"},
  "datasets": [{"name": "Healthcare Risks"}]
}'
expect 200 "$started"
scan_id=$(field scan_id)

echo '# Check progress'
post /v1/scan/progress "${json[@]}" -d "{\"scan_id\": \"$scan_id\"}"
expect 200 '"status": ?"(Initializing|Scanning|Finished)"'

echo '# Start a scan (TOML)'
cat > "$folder/scan-config.toml" <<TOML
[model]
base_url = "$target"
api_key = "$target_key"
model_name = "$model"
temperature = 0.7
max_tokens = 2048
[model.extra_headers]
setup = "lora-adapter"
X-Request-Context = '{"service-name": "my-service"}'
[scan]
scan_name = "toml-config-scan-$run"
datasets = [
  {name = "Healthcare Risks"},
  {name = "Bias"}
]
input_modalities = ["text"]
output_modalities = ["text"]
qpm = 10
concurrency = 2
TOML
post /v1/scan/start "${toml[@]}" --data-binary "@$folder/scan-config.toml"
expect 200 "$started"
toml_id=$(field scan_id)

echo '# Start a scan with every option (JSON)'
post /v1/scan/start "${json[@]}" -d '{
  "scan_name": "my-safety-scan-'"$run"'",
  "model": {
    "base_url": "'"$target"'",
    "api_key": "'"$target_key"'",
    "model_name": "'"$model"'",
    "temperature": 0.7,
    "max_tokens": 2048
  },
  "datasets": [{"name": "Healthcare Risks"}],
  "input_modalities": ["text"],
  "output_modalities": ["text"],
  "qpm": 60,
  "concurrency": 16
}'
expect 200 "$started"
safety_id=$(field scan_id)

echo '# Every dataset and every additional algorithm'
datasets='Healthcare Risks|Finance Risks|Retail Policy Compliance|IT/Tech Policy Compliance|EU Artificial Intelligence Act'
datasets+='|AI Company Policies|General Data Protection Regulation|FINRA|MITRE ATLAS|NIST AI RMF|OWASP LLM Top 10|Bias'
datasets+='|Over Cautiousness|Hallucination|Societal Harmfulness|Privacy|Robustness|Finance Brand Risk|Education Brand Risk'
datasets+='|Health Care Brand Risk'
post /v1/scan/start "${json[@]}" -d '{
  "scan_name": "full-scan-'"$run"'",
  "model": {"base_url": "'"$target"'", "api_key": "'"$target_key"'", "model_name": "'"$model"'"},
  "datasets": [{"name": "'"${datasets//|/\"\}, \{\"name\": \"}"'"}],
  "algorithms": [
    "DarkCite", "Bijection Learning", "Crescendo Attack", "Flip Attack",
    "Language Game", "BoN Attack", "Humor Attack", "Emoji Attack"
  ],
  "qpm": 60
}'
expect 200 "$started"
full_id=$(field scan_id)

echo '# Custom endpoint with extra headers'
post /v1/scan/start "${json[@]}" -d '{
  "scan_name": "custom-endpoint-scan-'"$run"'",
  "model": {
    "base_url": "'"$target"'",
    "api_key": "'"$target_key"'",
    "model_name": "'"$model"'",
    "temperature": 1.0,
    "max_tokens": 256,
    "extra_headers": {
      "setup": "lora-adapter",
      "X-Request-Context": "{\"service-name\": \"my-service\"}"
    }
  },
  "datasets": [{"name": "Bias"}],
  "input_modalities": ["text"],
  "output_modalities": ["text"],
  "qpm": 60,
  "concurrency": 16
}'
expect 200 "$started"
custom_id=$(field scan_id)

echo '# Sandbox scan'
post /v1/sandbox/scan/start "${json[@]}" -d '{
  "scan_name": "my-sandbox-test-'"$run"'",
  "model": {
    "base_url": "'"$target"'",
    "api_key": "'"$target_key"'",
    "model_name": "'"$model"'",
    "extra_headers": {"X-Provider-Routing": "sandbox"}
  }
}'
expect 200 "$started"
sandbox_id=$(field scan_id)

echo '# Progress of all scans, and of those since a time'
post /v1/scan/progress "${json[@]}" -d '{}'
expect 200 "^\[.*\"$scan_id\".*\]$"
post /v1/scan/progress "${json[@]}" -d '{"since": "2024-01-15T00:00:00Z"}'
expect 200 "^\[.*\"$scan_id\".*\]$"

echo '# Pause and retry'
for id in "$toml_id" "$safety_id" "$full_id" "$custom_id"; do
  post /v1/scan/pause "${json[@]}" -d "{\"scan_id\": \"$id\"}"
  expect 200 "\"status\": ?\"paused\".*\"scan_id\": ?\"$id\""
done
post /v1/scan/retry "${json[@]}" -d "{\"scan_id\": \"$safety_id\"}"
expect 200 "\"scan_id\": ?\"$safety_id\".*\"status\": ?200"
post /v1/scan/pause "${json[@]}" -d "{\"scan_id\": \"$safety_id\"}"
expect 200 '"status": ?"paused"'

echo '# Summary and download, before and after a scan is finished'
post /v1/scan/summary "${json[@]}" -d "{\"scan_id\": \"$toml_id\"}"
expect 400 '"error"'
wait_for "$scan_id" Finished
post /v1/scan/summary "${json[@]}" -d "{\"scan_id\": \"$scan_id\"}"
for name in averages averages_sub averages_attack failures scores risk_level avg_score; do expect 200 "\"$name\":"; done
post /v1/scan/download "${json[@]}" -d "{\"scan_id\": \"$scan_id\"}"
expect 200
[ "$(head -c 2 "$folder/body")" = PK ] || fail 'the download is no ZIP archive'
for name in results.jsonl summary.json report.pdf; do grep -aq "$name" "$folder/body" || fail "no $name in the archive"; done
post /v1/scan/pause "${json[@]}" -d "{\"scan_id\": \"$scan_id\"}"
expect 400 '"error"'
post /v1/scan/retry "${json[@]}" -d "{\"scan_id\": \"$scan_id\"}"
expect 400 '"error"'

echo '# Usage in three modes'
wait_for "$sandbox_id" Finished
post /v1/scan/usage "${json[@]}" -d '{"mode": "current_billing_cycle"}'
expect 200 '"total_scans": ?[1-9]'
post /v1/scan/usage "${json[@]}" -d '{"mode": "all_time"}'
expect 200 '"total_scans": ?[1-9]'
post /v1/scan/usage "${json[@]}" -d '{"mode": "custom", "start": "2024-01-01T00:00:00Z", "end": "2024-01-31T23:59:59Z"}'
expect 200 '"period": ?null.*"total_scans": ?0'

echo '# Errors'
post /v1/scan/progress -H 'Content-Type: application/json' -d '{}'
expect 401 '"error"'
post /v1/scan/progress "${json[@]}" -d '{"scan_id": "scan-12345"}'
expect 404 '"error"'
post /v1/scan/start "${json[@]}" -d '{"scan_name": "no-model"}'
expect 400 'model is missing'

echo 'every answer was as documented'
