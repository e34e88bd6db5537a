// A chat completions endpoint that answers every question the same way after a fixed time; in a process of its own, so that what it
// takes is not counted. Prints its base URL. Ends when its standard input is closed.
// usage: node bench/children/endpoint.ts LATENCY_MS
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

const latencyMs = Number(process.argv[2] ?? 0)
const body = JSON.stringify({
  id: 'chatcmpl-bench',
  object: 'chat.completion',
  created: 0,
  model: 'bench',
  choices: [
    {
      index: 0,
      finish_reason: 'stop',
      message: { role: 'assistant', content: "I'm sorry, but I can't help with that." },
    },
  ],
  usage: { prompt_tokens: 40, completion_tokens: 12, total_tokens: 52 },
})
const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }

const server = createServer((request, response) => {
  const answer = (): void => {
    response.writeHead(200, headers)
    response.end(body)
  }
  request.resume()
  request.once('end', () => (latencyMs === 0 ? answer() : setTimeout(answer, latencyMs)))
})
server.keepAliveTimeout = 0
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`http://127.0.0.1:${(server.address() as AddressInfo).port}/v1\n`)
})
process.stdin.resume().once('end', () => process.exit(0))
