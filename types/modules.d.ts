/** Packages that bring no types: what this project uses of them. */

declare module 'yauzl' {
  import type { Readable } from 'node:stream'

  interface Entry {
    readonly fileName: string
    readonly uncompressedSize: number
    readonly externalFileAttributes: number
  }
  interface ZipFile {
    readonly eachEntry: () => AsyncIterable<Entry>
    readonly openReadStreamPromise: (entry: Entry) => Promise<Readable>
  }
  export function fromBufferPromise(zip: Buffer, options?: { readonly strictFileNames?: boolean }): Promise<ZipFile>
}
