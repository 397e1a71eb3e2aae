import { useSyncExternalStore } from 'react';

const SCHEME = 'data-mantine-color-scheme';
const FORCED = '(forced-colors: active)';
const STILL = '(prefers-reduced-motion: reduce)';

/** What decides how a chart looks, apart from what it shows; another text whenever that changed. */
export const useLook = (): string => useSyncExternalStore(subscribe, look);

/** Whether somebody wants nothing to move. */
export const isStill = (): boolean => matchMedia(STILL).matches;

const look = (): string =>
  [
    document.documentElement.getAttribute(SCHEME),
    matchMedia(FORCED).matches,
    isStill(),
    // Until the typeface is there, texts are drawn in another.
    document.fonts.status,
  ].join(' ');

function subscribe(changed: () => void): () => void {
  const scheme = new MutationObserver(changed);
  scheme.observe(document.documentElement, { attributeFilter: [SCHEME] });
  const media = [matchMedia(FORCED), matchMedia(STILL)];
  media.forEach((one) => one.addEventListener('change', changed));
  document.fonts.addEventListener('loadingdone', changed);
  return () => {
    scheme.disconnect();
    media.forEach((one) => one.removeEventListener('change', changed));
    document.fonts.removeEventListener('loadingdone', changed);
  };
}
