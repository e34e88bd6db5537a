// A whole scan, measured.
// usage: node bench/children/scan.ts BASE_URL QUESTIONS_FILE FOLDER CONCURRENCY
import { keepHeapSmall } from '../../src/platform/heap.ts'
import { leanScan } from './lean-scan.ts'
import { startMeter } from './meter.ts'

const [baseUrl, questions, folder] = process.argv.slice(2).map(String) as [string, string, string]
keepHeapSmall()
const meter = startMeter()
const { cases } = await leanScan({ baseUrl, questions, folder, concurrency: Number(process.argv[5]) })
console.log(JSON.stringify({ ...meter.read(), cases: cases.scored }))
