import { quietly } from './quietly';
import { REST_MILLIS } from './times';

/** Calls when the page's address has changed without a page being loaded, and rests. Never throws. */
export function onNavigation(call: () => void): void {
  let last = location.href;
  let seen = last;
  let timer: ReturnType<typeof setTimeout>;
  const look = () =>
    quietly(() => {
      const now = location.href;
      // The same address once more is no change, and is not waited for.
      if (now === seen) return;
      seen = now;
      clearTimeout(timer);
      timer = setTimeout(() => {
        if (seen !== last) {
          last = seen;
          call();
        }
      }, REST_MILLIS);
    });
  quietly(
    () => {
      const { navigation, Navigation } = window as unknown as {
        navigation: EventTarget;
        Navigation: new () => EventTarget;
      };
      // A page may have a variable of that name.
      if (!(navigation instanceof Navigation)) throw 0;
      navigation.addEventListener('currententrychange', look);
    },
    () => {
      addEventListener('popstate', look);
      for (const name of ['pushState', 'replaceState'] as const) {
        const before = history[name];
        history[name] = function (...parameters) {
          before.apply(this, parameters);
          look();
        };
      }
    },
  );
}
