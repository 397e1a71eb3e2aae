import { useEffect, useEffectEvent, useState } from 'react';

/** How a stream of events is: not yet open, open, or broken off and tried again by the browser. */
export type StreamState = 'connecting' | 'open' | 'broken';

const RETRY_MILLIS = 5_000;

/**
 * Listens to Server-Sent Events while `url` is given. The browser resumes where a connection was lost; where it
 * gives up, since the server refused, it is tried again after a while.
 */
export function useEvents(
  url: string | null,
  handlers: Record<string, (data: string) => void>,
): StreamState {
  const [state, setState] = useState<StreamState>('connecting');
  const [attempt, setAttempt] = useState(0);
  const names = Object.keys(handlers).join(' ');
  const onEvent = useEffectEvent((name: string, data: string) => handlers[name]?.(data));
  useEffect(() => {
    if (url === null) return;
    const source = new EventSource(url);
    let timer: ReturnType<typeof setTimeout> | undefined;
    source.onopen = () => setState('open');
    source.onerror = () => {
      setState('broken');
      if (source.readyState === EventSource.CLOSED) {
        timer = setTimeout(() => setAttempt((before) => before + 1), RETRY_MILLIS);
      }
    };
    for (const name of names.split(' ')) {
      source.addEventListener(name, (event) => onEvent(name, event.data as string));
    }
    return () => {
      clearTimeout(timer);
      source.close();
      setState('connecting');
    };
  }, [url, names, attempt]);
  return state;
}
