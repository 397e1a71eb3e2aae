import { act, renderHook } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { useEvents } from './useEvents';

/** jsdom has none; this one does what a browser's does when it is told to. */
class Source extends EventTarget {
  static readonly CLOSED = 2;
  static all: Source[] = [];
  readyState = 0;
  onopen: (() => void) | null = null;
  onerror: (() => void) | null = null;

  constructor() {
    super();
    Source.all.push(this);
  }

  close() {
    this.readyState = Source.CLOSED;
  }

  open() {
    this.readyState = 1;
    this.onopen?.();
  }

  fail() {
    this.readyState = Source.CLOSED;
    this.onerror?.();
  }
}

let hidden = false;
const look = (away: boolean) =>
  act(() => {
    hidden = away;
    document.dispatchEvent(new Event('visibilitychange'));
  });

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('EventSource', Source);
  vi.spyOn(document, 'hidden', 'get').mockImplementation(() => hidden);
  hidden = false;
  Source.all = [];
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

function listen(options = {}) {
  const onReopen = vi.fn();
  const { result } = renderHook(() =>
    useEvents('/events', { delivery: () => {} }, { onReopen, ...options }),
  );
  return { onReopen, result };
}

const answer = (status: number) =>
  vi.stubGlobal('fetch', vi.fn().mockResolvedValue(new Response(null, { status })));

test('what was missed while the stream was closed is asked for when it is open again', async () => {
  answer(503);
  const { onReopen, result } = listen();
  act(() => Source.all[0]?.open());
  expect(onReopen).not.toHaveBeenCalled();
  await act(async () => {
    Source.all[0]?.fail();
    await vi.advanceTimersByTimeAsync(5_000);
  });
  expect(result.current).toBe('broken');
  expect(Source.all).toHaveLength(2);
  act(() => Source.all[1]?.open());
  expect(result.current).toBe('open');
  expect(onReopen).toHaveBeenCalledOnce();
});

test.each([401, 403, 404])(
  'a stream that is refused with %i is not tried again',
  async (status) => {
    answer(status);
    const { result } = listen();
    await act(async () => {
      Source.all[0]?.fail();
      await vi.advanceTimersByTimeAsync(60_000);
    });
    expect(result.current).toBe('refused');
    expect(Source.all).toHaveLength(1);
    expect(fetch).toHaveBeenCalledOnce();
  },
);

test('nobody listens in a tab that is not looked at', () => {
  const { onReopen } = listen();
  act(() => Source.all[0]?.open());
  look(true);
  expect(Source.all[0]?.readyState).toBe(Source.CLOSED);
  look(false);
  expect(Source.all).toHaveLength(2);
  act(() => Source.all[1]?.open());
  expect(onReopen).toHaveBeenCalledOnce();
});

test('what is set off elsewhere is waited for in a tab that is not looked at, too', () => {
  listen({ hidden: true });
  look(true);
  expect(Source.all).toHaveLength(1);
  expect(Source.all[0]?.readyState).not.toBe(Source.CLOSED);
});
