import type { ScanConfig } from '../config/index.ts'
import { ConfigError } from '../core/errors.ts'
import { asJudgeError } from '../engine/ask.ts'
import { type SelftestResult, selftest } from '../judges/selftest.ts'
import { systemClock } from '../platform/clock.ts'
import { judgingFor } from './judging.ts'

/** Measures the configured judge model on the built-in fixtures. Throws a ConfigError when none is configured. */
export async function testConfiguredJudge(config: ScanConfig, signal: AbortSignal): Promise<SelftestResult> {
  const { model } = judgingFor(config, [], systemClock)
  if (model === undefined) throw new ConfigError([{ message: 'There is no [judge] table: nothing to test.' }])
  return await selftest(async (messages) => (await model.ask(messages, signal).catch(asJudgeError(signal))).reply)
}
