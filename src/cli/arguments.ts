import { InvalidArgumentError } from 'commander'
import { mostShards, readShard, type Shard } from '../core/shard.ts'

/** What the words behind an option are read as. Each throws commander's own error, which says what is allowed. */

export function toShard(text: string): Shard {
  const shard = readShard(text)
  if (shard === undefined) throw new InvalidArgumentError(`A shard is 1/4, say: up to ${mostShards} of them.`)
  return shard
}

export function toSeed(text: string): number {
  const seed = Number(text)
  if (!Number.isSafeInteger(seed) || seed < 0) throw new InvalidArgumentError('a seed is a whole number from 0.')
  return seed
}

export function toPoints(text: string): number {
  const points = Number(text)
  if (text.trim() === '' || !(points >= 0 && points <= 100))
    throw new InvalidArgumentError('It is a number from 0 to 100.')
  return points
}

export function toPort(text: string): number {
  const port = Number(text)
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new InvalidArgumentError('a port is a whole number from 0 to 65535.')
  return port
}
