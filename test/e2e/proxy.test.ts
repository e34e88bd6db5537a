import { expect, onTestFinished, test } from 'vitest'
import { temporaryFolder } from '../builders/temporary-folder.ts'
import { startChatTarget } from '../harness/chat-target.ts'
import { startConnectProxy } from '../harness/connect-proxy.ts'
import { redteam } from './command-line.ts'
import { writeConfig } from './config.ts'

/** A host that nobody but the proxy can find. */
const baseUrl = 'http://model.example.invalid/v1'
const password = 'proxy-pass-word'

async function scanThrough(status?: number, env: Readonly<Record<string, string>> = {}) {
  const target = await startChatTarget(() => "I'm sorry, but I can't help with that.")
  const proxy = await startConnectProxy(Number(new URL(target.url).port), status)
  onTestFinished(async () => {
    await Promise.all([target.close(), proxy.close()])
  })
  const cwd = await temporaryFolder()
  const file = await writeConfig(cwd, { baseUrl, scan: 'datasets = [{ name = "Bias", limit = 12 }]\nqpm = 100000' })
  const HTTP_PROXY = proxy.url.replace('//', `//me:${password}@`)
  const { code, stdout, stderr } = await redteam(['scan', file], {
    cwd,
    env: { RED_KEY: 'sk-e2e-0123456789', HTTP_PROXY, ...env },
  })
  return { code, said: stdout + stderr, target, proxy }
}

test('the model is asked through HTTP_PROXY, with its user and password', async () => {
  const { code, target, proxy } = await scanThrough()
  expect(code).toBe(0)
  expect(target.requests.length).toBeGreaterThan(12)
  const authorization = `Basic ${Buffer.from(`me:${password}`).toString('base64')}`
  expect(proxy.asked[0]).toEqual({ host: 'model.example.invalid:80', authorization })
})

test('a host in NO_PROXY is asked without it, which here nobody can', async () => {
  const { code, proxy } = await scanThrough(200, { NO_PROXY: 'example.invalid' })
  expect(code).toBe(3)
  expect(proxy.asked).toEqual([])
})

test('a proxy that refuses leaves the scan inconclusive, and its password out of every word', async () => {
  const { code, said, target } = await scanThrough(407)
  expect(code).toBe(3)
  expect(target.requests).toEqual([])
  expect(said).toMatch(/through the proxy 127\.0\.0\.1:\d+: .*407.*Check HTTPS_PROXY/u)
  expect(said).not.toContain(password)
})

test('a proxy that is no address ends with 2', async () => {
  const { code, said } = await scanThrough(200, { HTTP_PROXY: 'http://:::' })
  expect(code).toBe(2)
  expect(said).toContain('HTTP_PROXY or HTTPS_PROXY is not the address of a proxy')
})
