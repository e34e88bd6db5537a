// The command line from the sources, without a build.
// usage: node tools/cli.mjs list algorithms
import { cli } from '../src/entry.ts'

await cli(process.argv)
