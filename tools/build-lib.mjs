// Builds lib/, the library other programs import: the same sources as modules with type declarations, and the files they read.
import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, rmSync } from 'node:fs'

rmSync('lib', { recursive: true, force: true })
execFileSync('node_modules/.bin/tsc', ['-p', 'tsconfig.lib.json'], { stdio: 'inherit' })
if (existsSync('src/platform/fonts')) cpSync('src/platform/fonts', 'lib/platform/fonts', { recursive: true })
