import { nothing } from './page-load';
import { start, type Muster, type Settings } from './muster';

/** What the server adds when it serves the snippet. */
declare const SETTINGS: Partial<Settings>;

/** A call as a page leaves it that may be there before the snippet: `['identify', 'ann']`. */
type Call = [keyof Muster, ...unknown[]];

/** What the snippet takes the place of: the calls so far. Both have `push`, so a page need not know which is there. */
type Early = Call[];
type Loaded = Muster & { push: (call: Call) => void };

declare global {
  interface Window {
    muster?: Loaded | Early;
  }
}

/** For a page on which not even a promise can be made of what its globals are. */
const broken = (): Muster => {
  const answer = nothing('broken-page');
  const ready = { then: (call: (it: unknown) => unknown) => call(answer) };
  const promise = () => ready as unknown as Promise<typeof answer>;
  return {
    version: '',
    segments: [],
    attributes: {},
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
  const push = ([name, ...parameters]: Call) => {
    (muster[name] as (...all: unknown[]) => unknown)(...parameters);
  };
  window.muster = Object.assign(muster, { push });
  if (before) before.forEach(push);
}
