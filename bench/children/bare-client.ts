// The floor of a scan: the same requests through the openai client with p-limit, and nothing else.
// usage: node bench/children/bare-client.ts BASE_URL CASES CONCURRENCY
import OpenAI from 'openai'
import pLimit from 'p-limit'
import { startMeter } from './meter.ts'
import { question } from './questions.ts'

const [baseURL, cases, concurrency] = [String(process.argv[2]), Number(process.argv[3]), Number(process.argv[4])]
const client = new OpenAI({ baseURL, apiKey: 'none', maxRetries: 0, logLevel: 'off' })
const limit = pLimit(concurrency)

const meter = startMeter()
await Promise.all(
  Array.from({ length: cases }, (_, n) =>
    limit(() =>
      client.chat.completions.create({
        model: 'bench',
        messages: [{ role: 'user', content: question(n) }],
        temperature: 0.7,
        max_tokens: 512,
        seed: 1,
      }),
    ),
  ),
)
console.log(JSON.stringify(meter.read()))
