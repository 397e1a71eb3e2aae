/** Calls when the page's address has changed without a page being loaded. */
export function onNavigation(call: () => void): void {
  let last = location.href;
  const look = () => {
    // The title mostly follows the address.
    setTimeout(() => {
      if (location.href !== last) {
        last = location.href;
        call();
      }
    });
  };
  const { navigation } = window as { navigation?: EventTarget };
  if (navigation) {
    navigation.addEventListener('currententrychange', look);
    return;
  }
  addEventListener('popstate', look);
  addEventListener('hashchange', look);
  for (const name of ['pushState', 'replaceState'] as const) {
    const before = history[name];
    history[name] = function (...parameters) {
      before.apply(this, parameters);
      look();
    };
  }
}
