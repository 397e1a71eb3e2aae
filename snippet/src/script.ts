import { nothing } from './page-load';
import { start, type Muster, type Settings } from './muster';

/** What the server adds when it serves the snippet. */
declare const SETTINGS: Partial<Settings>;

/** Calls that were made before the snippet was there: `[['identify', 'ann'], …]`. */
type Early = [keyof Muster, ...unknown[]][];

declare global {
  interface Window {
    muster?: Muster | Early;
  }
}

/** For a page on which not even a promise can be made of what its globals are. */
const broken = (): Muster => {
  const answer = nothing('broken-page');
  const ready = { then: (call: (it: unknown) => unknown) => call(answer) };
  const promise = () => ready as unknown as Promise<typeof answer>;
  return {
    segments: [],
    ready: promise(),
    has: () => false,
    on: () => () => undefined,
    identify: promise,
    refresh: promise,
  };
};

const before = window.muster;
if (before && 'has' in before) {
  // One page has one user in one environment; the first snippet stays.
} else {
  let muster: Muster;
  try {
    const { src, dataset } = document.currentScript as HTMLScriptElement;
    muster = start({
      key: dataset.key || '',
      url: src.replace(/\/muster\.js.*$/, ''),
      ...SETTINGS,
    });
  } catch {
    muster = broken();
  }
  window.muster = muster;
  if (before) {
    before.forEach(([name, ...parameters]) =>
      (muster[name] as (...all: unknown[]) => unknown)(...parameters),
    );
  }
}
