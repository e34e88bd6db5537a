import { accessSync, constants, statSync } from 'node:fs'
import path from 'node:path'
import { type TestFunction, test } from 'vitest'

// The lint's rules for tests are about their text; this file only declares them for others.
const declare = test

// Debian and Ubuntu names.
const packages = {
  chromium: 'chromium',
  fish: 'fish',
  git: 'git',
  java: 'default-jre-headless',
  mutool: 'mupdf-tools',
  pdffonts: 'poppler-utils',
  pdfinfo: 'poppler-utils',
  pdftoppm: 'poppler-utils',
  pdftotext: 'poppler-utils',
  python3: 'python3',
  qpdf: 'qpdf',
  unzip: 'unzip',
  xmllint: 'libxml2-utils',
} as const

/** A program that tests may use and npm cannot install. */
export type SystemTool = keyof typeof packages

/** What else a tool may be called; the names come in the order in which they are looked for. */
const otherNames: { readonly [tool in SystemTool]?: readonly string[] } = {
  // GitHub's runners bring Chrome, and Ubuntu has Chromium as a snap alone.
  chromium: ['chromium-browser', 'google-chrome', 'google-chrome-stable'],
}

const isProgram = (file: string): boolean => {
  try {
    accessSync(file, constants.X_OK)
    return statSync(file).isFile()
  } catch {
    return false
  }
}

/** Where a system package's tool lies on PATH; nothing when it does not. */
function findTool(tool: SystemTool): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(path.delimiter).filter((folder) => folder !== '')
  return [tool, ...(otherNames[tool] ?? [])]
    .flatMap((name) => folders.map((folder) => path.join(folder, name)))
    .find(isProgram)
}

/** Whether a system package's tool is on PATH. */
export const systemTool = (tool: SystemTool): boolean => findTool(tool) !== undefined

/** For programs that are started by their path. */
export function systemToolPath(tool: SystemTool): string {
  const found = findTool(tool)
  if (found === undefined) throw new Error(`${tool} is not on PATH: install the package ${packages[tool]}`)
  return found
}

/** What becomes of a test that needs a tool. */
export type Verdict = { readonly run: true } | { readonly skip: string } | { readonly fail: string }

/** Run when the tool is there; else skip with a line to print, or fail when `REQUIRE_SYSTEM_TOOLS` is 1. */
export const verdictFor = (tool: SystemTool): Verdict => {
  if (systemTool(tool)) return { run: true }
  return process.env['REQUIRE_SYSTEM_TOOLS'] === '1'
    ? { fail: `needs ${tool}: install the package ${packages[tool]}` }
    : { skip: `skipped: needs ${tool}` }
}

/**
 * A vitest test that needs a system tool. Without the tool it is skipped, and one line says so; a machine that promises
 * to have everything sets `REQUIRE_SYSTEM_TOOLS=1`, and there the test fails with the package to install.
 */
export const testWith = (tool: SystemTool, name: string, fn: TestFunction): void => {
  const verdict = verdictFor(tool)
  const skip = 'skip' in verdict
  if (skip) process.stdout.write(`${verdict.skip}\n`)
  const fail = (): void => {
    throw new Error('fail' in verdict ? verdict.fail : '')
  }
  declare(name, { skip }, 'fail' in verdict ? fail : fn)
}
