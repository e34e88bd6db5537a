import { describe, expect, test } from 'vitest'
import { proxyFor, secretsOfProxy } from '../../src/targets/proxy.ts'

const proxies = { HTTP_PROXY: 'http://plain.test:3128', HTTPS_PROXY: 'http://secure.test:3128' }

describe('the proxy for an address', () => {
  test.each([
    ['http://model.test/v1', proxies, 'http://plain.test:3128/'],
    ['https://model.test/v1', proxies, 'http://secure.test:3128/'],
    ['https://model.test/v1', { HTTP_PROXY: 'http://plain.test' }, undefined],
    ['https://model.test/v1', { ...proxies, https_proxy: 'small.test:80' }, 'http://small.test/'],
    ['https://model.test/v1', {}, undefined],
    ['https://model.test/v1', { HTTPS_PROXY: ' ' }, undefined],
    ['http://127.0.0.1:8080/v1', proxies, undefined],
    ['http://localhost/v1', proxies, undefined],
    ['http://[::1]:8080/v1', proxies, undefined],
    ['not an address', proxies, undefined],
  ])('%s with %j is %s', (address, environment, expected) => {
    expect(proxyFor(address, environment)).toBe(expected)
  })

  test.each([
    ['model.test', true],
    ['.test', true],
    ['*.test', true],
    ['other.test, model.test', true],
    ['other.test model.test', true],
    ['MODEL.test', true],
    ['*', true],
    ['model.test:443', true],
    ['model.test:8443', false],
    ['odel.test', false],
    ['model.test.example', false],
    ['', false],
  ])('is not used where NO_PROXY is %j: %s', (list, isExempt) => {
    expect(proxyFor('https://model.test/v1', { ...proxies, NO_PROXY: list }) === undefined).toBe(isExempt)
  })

  test('has to be an address', () => {
    expect(() => proxyFor('https://model.test/v1', { HTTPS_PROXY: 'http://:::' })).toThrow(TypeError)
  })

  test('has a password that is a secret, as it is written and as it is meant', () => {
    expect(secretsOfProxy('http://me:p%40ss-word@proxy.test/')).toEqual(['p%40ss-word', 'p@ss-word'])
    expect(secretsOfProxy('http://proxy.test/')).toEqual([])
  })
})
