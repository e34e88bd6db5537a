import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { afterAll, onTestFinished } from 'vitest'
import { temporaryFolder } from '../builders/temporary-folder.ts'
import { systemToolPath } from './skips.ts'

/** A page opened from disk, and everything it asked for or complained of. */
export interface OpenedPage {
  readonly page: Page
  /** Addresses it asked for, its own file left out. */
  readonly requests: readonly string[]
  /** Console messages of every kind, uncaught errors, and dialogs. */
  readonly noises: readonly string[]
}

let launched: Promise<Browser> | undefined

/** One for all tests of a file: starting takes longer than most of them. Its own sandbox does not start for root, as in containers. */
const browser = async (): Promise<Browser> =>
  await (launched ??= chromium.launch({ executablePath: systemToolPath('chromium'), args: ['--no-sandbox'] }))

afterAll(async () => {
  await (await launched)?.close()
})

/** Opens HTML as a reader would: from a file, in headless Chromium, with nothing allowed for it. The page is closed when the test ends. */
export async function openFromDisk(html: string, options: BrowserContextOptions = {}): Promise<OpenedPage> {
  const file = join(await temporaryFolder(), 'report.html')
  await writeFile(file, html)
  const context = await (await browser()).newContext(options)
  onTestFinished(() => context.close())
  const page = await context.newPage()
  const requests: string[] = []
  const noises: string[] = []
  const address = pathToFileURL(file).href
  page.on('request', (request) => {
    if (request.url() !== address) requests.push(request.url())
  })
  page.on('console', (message) => noises.push(message.text()))
  page.on('pageerror', (error) => noises.push(String(error)))
  page.on('dialog', (dialog) => {
    noises.push(dialog.message())
    void dialog.dismiss()
  })
  await page.goto(address)
  return { page, requests, noises }
}
