import { Blob as NodeBlob } from 'node:buffer';
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { fingerprint } from './fingerprint';

// That of the simulated browser cannot be read.
const blob = (content: Uint8Array) => new NodeBlob([content]) as unknown as Blob;
const sha = (...parts: Uint8Array[]) => {
  const hash = createHash('sha256');
  parts.forEach((part) => hash.update(part));
  return hash.digest();
};
const MEBIBYTE = 1 << 20;

test.each([1, MEBIBYTE, MEBIBYTE + 1, 2 * MEBIBYTE + 77])(
  'of %i bytes it is the digest of the digests of each mebibyte',
  async (bytes) => {
    const content = Uint8Array.from({ length: 3 * MEBIBYTE }, (_, at) => (at * 31) % 251);
    const digests: Uint8Array[] = [];
    for (let at = 0; at < bytes; at += MEBIBYTE)
      digests.push(sha(content.subarray(at, Math.min(at + MEBIBYTE, bytes))));
    const found = await fingerprint(blob(content), bytes);
    expect(found).toBe(sha(...digests).toString('hex'));
  },
);

test('it stops where nobody wants it any more', async () => {
  const stop = new AbortController();
  stop.abort();
  await expect(fingerprint(blob(new Uint8Array(8)), 8, stop.signal)).rejects.toThrow();
});
