import type { ScanConfig } from '../config/index.ts'
import { ConfigError } from '../core/errors.ts'
import { type Shard, showShard } from '../core/shard.ts'

/**
 * The configuration of one shard: what all shards together may spend, and how often they may ask, is divided among them. Time is not,
 * since they run side by side. Throws a ConfigError where a share would be nothing.
 */
export function shareOf(config: ScanConfig, shard: Shard): ScanConfig {
  const { limits, qpm } = config
  const share = (key: string, most: number): number => {
    const own = Math.floor(most / shard.of)
    if (own >= 1) return own
    throw new ConfigError([
      { message: `scan.${key} = ${most} cannot be divided among ${shard.of} shards. Raise it, or use fewer.`, key },
    ])
  }
  const { maxRequests, maxTokens, maxCost } = limits ?? {}
  return {
    ...config,
    ...(qpm === undefined ? {} : { qpm: share('qpm', qpm) }),
    ...(limits && {
      limits: {
        ...limits,
        ...(maxRequests === undefined ? {} : { maxRequests: share('max_requests', maxRequests) }),
        ...(maxTokens === undefined ? {} : { maxTokens: share('max_tokens', maxTokens) }),
        ...(maxCost === undefined ? {} : { maxCost: maxCost / shard.of }),
      },
    }),
  }
}

/** What a report of a part begins with. */
export const shardNotice = (shard: Shard): string =>
  `This is ${showShard(shard)}, a part of a scan. It has no verdict: that comes from all shards together (redteam merge).`
