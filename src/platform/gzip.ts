import { constants, gzipSync } from 'node:zlib'

/** Compresses UTF-8 text as gzip, as small as it gets. Node writes no time into it, so the same text gives the same bytes. */
export const gzip = (text: string): Uint8Array => gzipSync(text, { level: constants.Z_BEST_COMPRESSION })
