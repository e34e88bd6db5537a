/** A workflow that gates every pull request. `variables` are those that the configuration takes from the environment. */
export const starterWorkflow = (variables: readonly string[]): string => `\
# Red-teams the endpoint of redteam.toml for every pull request and in the merge queue.
name: redteam
# Without path filters: a required check that is left out would keep its pull request waiting for ever.
on:
  pull_request:
  merge_group:

permissions:
  contents: read
  # For the comment; without it the step warns and the verdict stays.
  pull-requests: write

concurrency:
  group: redteam-\${{ github.ref }}
  cancel-in-progress: true

jobs:
  # Branch protection knows the check by this name.
  redteam:
    runs-on: ubuntu-latest
    timeout-minutes: 60
    steps:
      - uses: actions/checkout@v6
      - uses: org/redteam-action@v1
        with:
          config: redteam.toml
        env:
          # Pull requests from forks get no secrets: there the step says that it was not run, and fails.
${variables.map((name) => `          ${name}: \${{ secrets.${name} }}\n`).join('')}`
