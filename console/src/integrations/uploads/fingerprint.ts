/** So much is digested at once: a browser has to hold it. */
const PART_BYTES = 1 << 20;

/**
 * What stands at the beginning of a file, as the server compares it with what it has: the digest of the digests of each of its
 * mebibytes. Null where the browser digests nothing, as on a page that came without encryption.
 */
export async function fingerprint(
  file: Blob,
  bytes: number,
  signal?: AbortSignal,
): Promise<string | null> {
  const digests = globalThis.crypto?.subtle;
  if (!digests) return null;
  const parts = new Uint8Array(Math.ceil(bytes / PART_BYTES) * 32);
  for (let at = 0, part = 0; at < bytes; at += PART_BYTES, part++) {
    signal?.throwIfAborted();
    const read = await file.slice(at, Math.min(at + PART_BYTES, bytes)).arrayBuffer();
    parts.set(new Uint8Array(await digests.digest('SHA-256', read)), part * 32);
  }
  return hex(await digests.digest('SHA-256', parts));
}

const hex = (digest: ArrayBuffer): string =>
  [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
