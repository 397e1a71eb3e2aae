// @vitest-environment jsdom
import { describe, expect, it, vi } from 'vitest';
import { downloaded, type Reached } from './download';
import { ProblemError } from './problem';

const stream = (parts: string[], broken = false) =>
  new ReadableStream<Uint8Array<ArrayBuffer>>({
    pull(controller) {
      const part = parts.shift();
      if (part !== undefined) controller.enqueue(new TextEncoder().encode(part));
      else if (broken) controller.error(new TypeError('network'));
      else controller.close();
    },
  });

const answer = (data: ReadableStream<Uint8Array<ArrayBuffer>>, headers: Record<string, string>) =>
  Promise.resolve({ data, response: new Response(null, { headers }) });

describe('downloaded', () => {
  it('tells how far it is, and gives the whole', async () => {
    const told: Reached[] = [];
    const blob = await downloaded(
      answer(stream(['abcd', 'ef']), { 'Muster-Rows': '2', 'Muster-Bytes-About': '8' }),
      (reached) => told.push(reached),
    );
    expect(blob.size).toBe(6);
    expect(told).toEqual([
      { bytes: 4, rows: 2, share: 0.5 },
      { bytes: 6, rows: 2, share: 0.75 },
    ]);
  });

  it('never says that all is there before it is', async () => {
    const told = vi.fn();
    await downloaded(answer(stream(['abcdef']), { 'Muster-Bytes-About': '3' }), told);
    expect(told).toHaveBeenCalledWith({ bytes: 6, rows: null, share: 0.99 });
  });

  it('takes a part for nothing', async () => {
    await expect(downloaded(answer(stream(['abc'], true), {}), vi.fn())).rejects.toThrow(
      ProblemError,
    );
  });

  it('throws what the server refused', async () => {
    const refused = Promise.resolve({
      error: { type: 'x/too-many-exports', detail: 'Later.', title: 'T', status: 503 },
      response: new Response(null, { status: 503 }),
    });
    await expect(downloaded(refused, vi.fn())).rejects.toThrow('Later.');
  });
});
