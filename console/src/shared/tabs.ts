/** What the tabs of one browser tell each other. */
export type Told =
  | { what: 'signed-in'; person: string }
  | { what: 'signed-out' }
  /** An end user was erased, so that no sample that may tell of them stays. */
  | { what: 'erased' };

let channel: BroadcastChannel | null = null;

// One for the tab, as a channel does not hear itself.
function shared(): BroadcastChannel | null {
  if (typeof BroadcastChannel === 'undefined') return null;
  channel ??= new BroadcastChannel('muster');
  return channel;
}

export function tellTabs(told: Told): void {
  shared()?.postMessage(told);
}

/** Hears what other tabs tell, until what is returned is called. */
export function hearTabs(hear: (told: Told) => void): () => void {
  const listen = ({ data }: MessageEvent<Told>) => hear(data);
  shared()?.addEventListener('message', listen);
  return () => shared()?.removeEventListener('message', listen);
}
