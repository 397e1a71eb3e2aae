import { broken } from './broken';
import { quietly } from './quietly';
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

/** A page may have a variable or an element of that name for something else. */
const before = window.muster as Partial<Loaded> | Early | undefined;
if (before && 'identify' in Object(before)) {
  // One page has one user in one environment; the first snippet stays.
} else {
  let muster: Muster;
  try {
    // A module does not know the script that it is.
    const script = (document.currentScript ||
      document.querySelector('script[src*="/muster.js"]')) as HTMLScriptElement;
    muster = start({ key: '', url: script.src.replace(/\/muster\.js.*$/, ''), ...SETTINGS });
  } catch {
    muster = broken('no-script');
  }
  const push = (call: Call) =>
    quietly(() => {
      const [name, ...parameters] = call;
      (muster[name] as (...all: unknown[]) => unknown)(...parameters);
    });
  window.muster = Object.assign(muster, { push });
  if (Array.isArray(before)) before.forEach(push);
}
