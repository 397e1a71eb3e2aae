import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { credentials } from './api';
import { useEnded } from './session';

/**
 * How a stream of events is: not yet open, open, broken off and tried again, or refused, since it is not there or not
 * for who asks.
 */
export type StreamState = 'connecting' | 'open' | 'broken' | 'refused';

const RETRY_MILLIS = 5_000;
/** A stream that was as long in opening was waited for, and something may have come meanwhile. */
const OPENING_MILLIS = 1_000;

interface Options {
  /** It is open again, and events may have been missed. */
  onReopen?: () => void;
  /** Also while nobody looks at the page, for what is set off elsewhere. */
  hidden?: boolean;
}

/**
 * Listens to Server-Sent Events while `url` is given and the page is looked at: a browser has only six connections for all
 * tabs over HTTP/1.1. The browser resumes where a connection was lost; where it gives up, it is asked why, and tried again
 * unless it was refused.
 */
export function useEvents(
  url: string | null,
  handlers: Record<string, (data: string) => void>,
  { onReopen, hidden = false }: Options = {},
): StreamState {
  const [state, setState] = useState<StreamState>('connecting');
  const names = Object.keys(handlers).join(' ');
  const onEvent = useEffectEvent((name: string, data: string) => handlers[name]?.(data));
  const onOpen = useEffectEvent((before: boolean) => {
    setState('open');
    if (before) onReopen?.();
  });
  const ended = useEnded();
  // The stream of which something was heard before.
  const known = useRef<string | null>(null);
  useEffect(() => {
    if (url === null || ended) return;
    let source: EventSource | undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let refused = false;
    const asking = new AbortController();

    const close = () => {
      clearTimeout(timer);
      source?.close();
      source = undefined;
    };
    const open = () => {
      if (source || refused || (document.hidden && !hidden)) return;
      const since = Date.now();
      const opening = new EventSource(url);
      source = opening;
      opening.onopen = () => {
        onOpen(known.current === url || Date.now() - since > OPENING_MILLIS);
        known.current = url;
      };
      opening.onerror = () => {
        setState('broken');
        if (opening.readyState !== EventSource.CLOSED) return;
        close();
        // What comes before it is open again is in no stream.
        known.current = url;
        void whyClosed(url, asking.signal).then((why) => {
          if (asking.signal.aborted) return;
          refused = why === 'refused';
          if (refused) setState('refused');
          else timer = setTimeout(open, RETRY_MILLIS);
        });
      };
      for (const name of names.split(' ')) {
        opening.addEventListener(name, (event) => onEvent(name, event.data as string));
      }
    };
    const onVisible = () => {
      if (!document.hidden) open();
      else if (!hidden) {
        close();
        known.current = url;
      }
    };
    open();
    document.addEventListener('visibilitychange', onVisible);
    return () => {
      document.removeEventListener('visibilitychange', onVisible);
      asking.abort();
      close();
      setState('connecting');
    };
  }, [url, names, ended, hidden]);
  return state;
}

/** What is wrong with a stream, of which `what` is shown; null where nothing is. */
export function brokenWords(state: StreamState, what: string): string | null {
  switch (state) {
    case 'connecting':
    case 'open':
      return null;
    case 'broken':
      return `${what} is interrupted; it is tried again.`;
    case 'refused':
      return `${what} cannot be had: you may not see it, or it is not there any more. Load the page anew.`;
  }
}

/** Asks once, since a closed stream does not say why: whether it was refused for good, or may come again. */
async function whyClosed(url: string, signal: AbortSignal): Promise<'refused' | 'broken'> {
  try {
    const { status, body } = await fetch(url, {
      headers: { Accept: 'text/event-stream' },
      signal,
    });
    // What was let in is a stream without an end.
    await body?.cancel();
    if (status === 401) credentials.onSignedOut();
    return [401, 403, 404].includes(status) ? 'refused' : 'broken';
  } catch {
    return 'broken';
  }
}
