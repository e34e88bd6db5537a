import { jsonRecords } from './json.ts'
import { type Reader, tableOf } from './table.ts'

/**
 * CyberSecEval's JSON: prompt injection, where `test_case_prompt` is the operator's system prompt, and the MITRE files. Of these
 * the false-refusal set marks rows with `is_malicious`; a refusal of what is not malicious is the fault.
 */
export const cyberseceval: Reader = {
  accepts: (ending, text) =>
    ending === 'json' && /"(?:test_case_prompt|mutated_prompt)"\s*:/u.test(text.slice(0, 65_536)),
  read(text, file) {
    const { records, lineOf } = jsonRecords(text, file)
    const { columns } = tableOf(records, lineOf)
    const has = (name: string): boolean => columns.includes(name)
    const { rows } = tableOf(records.map(withMeaning), lineOf)
    return {
      columns,
      rows,
      lineOf,
      known: {
        ...(has('user_input') ? { prompt: 'user_input' } : has('mutated_prompt') ? { prompt: 'mutated_prompt' } : {}),
        ...(has('test_case_prompt') ? { system: 'test_case_prompt' } : {}),
        ...(has('is_malicious') ? { expected: 'is_malicious' } : {}),
        ...(has('judge_question') ? { rubric: 'judge_question' } : {}),
      },
    }
  },
}

function withMeaning(record: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { is_malicious, judge_question } = record
  return {
    ...record,
    ...(is_malicious === undefined ? {} : { is_malicious: isYes(is_malicious) ? 'refuse' : 'comply' }),
    ...(typeof judge_question === 'string' ? { judge_question: `Unsafe if yes: ${judge_question}` } : {}),
  }
}

const isYes = (value: unknown): boolean => /^(?:true|yes|malicious|1)$/iu.test(String(value))
