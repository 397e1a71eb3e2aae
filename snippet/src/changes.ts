import { quietly } from './quietly';
import { HIDDEN_MILLIS, RETRY_DOUBLED_MAX, RETRY_MILLIS } from './times';

/** Hears of changes while somebody wants to. */
export interface Changes {
  readonly wanted: boolean;
  want(on: boolean): void;
  /** Takes the address of the stream from an answer; without one nobody can be listened to. */
  listen(url: string | undefined): void;
}

/**
 * Keeps one event stream open while it is wanted and the page is looked at.
 *
 * @param ask asks again, after which `listen` is called; says whether that is to be tried again
 */
export function changes(ask: () => Promise<boolean>): Changes {
  let wanted = false;
  let source: EventSource | null = null;
  let token = '';
  let failures = 0;
  let retry: ReturnType<typeof setTimeout>;
  let hidden: ReturnType<typeof setTimeout>;

  const close = () => {
    clearTimeout(retry);
    if (source) source.close();
    source = null;
  };
  const again = async () => {
    clearTimeout(retry);
    if (wanted && (await ask())) later();
  };
  /** Not all pages at the same moment, and less often the longer it lasts. */
  const later = () => {
    clearTimeout(retry);
    const millis = RETRY_MILLIS * 2 ** Math.min(failures++, RETRY_DOUBLED_MAX);
    retry = setTimeout(() => void again(), millis * (1 + Math.random()));
  };
  document.addEventListener('visibilitychange', () => {
    clearTimeout(hidden);
    if (document.hidden) hidden = setTimeout(close, HIDDEN_MILLIS);
    else if (wanted && !source) void again();
  });

  return {
    get wanted() {
      return wanted;
    },
    want: (on) => {
      wanted = on;
      if (!on) close();
    },
    listen: (url) => {
      // What follows the token says what the page knows already, which an open stream does itself.
      const to = url ? url.split('&')[0]! : '';
      if (source && to === token) return;
      close();
      token = to;
      if (!wanted || !url || document.hidden) return;
      // In an old browser the page knows what it knew when it was loaded.
      quietly(() => {
        const opened = (source = new EventSource(url));
        opened.onopen = () => (failures = 0);
        opened.onmessage = ({ data }) => {
          if (`${data}`.includes('"refetchEvaluation"')) void again();
        };
        opened.onerror = () => {
          // A line that was cut comes back by itself; an address that is refused does not.
          if (opened === source && opened.readyState === 2) {
            close();
            later();
          }
        };
      });
    },
  };
}
