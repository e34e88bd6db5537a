// One describe per dataset, one test per case; `vitest -t "privacy/"` asks only those.
import { redteam } from 'redteam-action/vitest'

await redteam('redteam.toml')
