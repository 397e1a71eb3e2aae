import { problemOf } from './api';
import { ProblemError, unreachable } from './problem';

/** How far a file is. */
export interface Reached {
  bytes: number;
  /** Of how many rows, as the server said; null where it did not. */
  rows: number | null;
  /** From 0 to 1, as far as the server could tell how long the file will be; null where it could not. */
  share: number | null;
}

interface Answer {
  data?: ReadableStream<Uint8Array<ArrayBuffer>> | null;
  error?: unknown;
  response: Response;
}

/**
 * What a call with `parseAs: 'stream'` answers, as one piece. A file that breaks off is a problem, never a file;
 * one that is cancelled by the call's signal throws an `AbortError`.
 */
export async function downloaded(
  call: Promise<Answer>,
  onReached: (reached: Reached) => void,
): Promise<Blob> {
  try {
    const { data, error, response } = await call;
    if (!response.ok) throw new ProblemError(problemOf(error, response));
    const rows = numberIn(response, 'Muster-Rows');
    const about = numberIn(response, 'Muster-Bytes-About');
    const parts: Uint8Array<ArrayBuffer>[] = [];
    let bytes = 0;
    const reader = data?.getReader();
    for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
      parts.push(part.value);
      bytes += part.value.length;
      // It is told from the first rows, so the end may come earlier or later.
      onReached({ bytes, rows, share: about ? Math.min(bytes / about, 0.99) : null });
    }
    return new Blob(parts, { type: response.headers.get('Content-Type') ?? '' });
  } catch (error) {
    if (error instanceof ProblemError || isCancelled(error)) throw error;
    throw new ProblemError(unreachable());
  }
}

export const isCancelled = (error: unknown): boolean =>
  error instanceof DOMException && error.name === 'AbortError';

function numberIn({ headers }: Response, name: string): number | null {
  const value = headers.get(name);
  return value === null ? null : Number(value);
}
