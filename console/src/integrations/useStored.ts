import { useCallback, useState } from 'react';

/** State that is there again after a reload of this tab, under a key of the session storage. */
export function useStored<T>(key: string, initial: () => T) {
  const [held, setHeld] = useState<{ key: string; value: T }>(() => ({
    key,
    value: read<T>(key) ?? initial(),
  }));
  const value = held.key === key ? held.value : (read<T>(key) ?? initial());
  const set = useCallback(
    (next: T) => {
      setHeld({ key, value: next });
      store(key, next);
    },
    [key],
  );
  return [value, set] as const;
}

/** Leaves something for the page that comes next. */
export function store(key: string, value: unknown): void {
  try {
    sessionStorage.setItem(key, JSON.stringify(value));
  } catch {
    // Full, or not allowed: then it does not outlast a reload.
  }
}

export function forget(key: string): void {
  sessionStorage.removeItem(key);
}

function read<T>(key: string): T | null {
  try {
    const stored = sessionStorage.getItem(key);
    return stored === null ? null : (JSON.parse(stored) as T);
  } catch {
    return null;
  }
}

/** Where the sample of an integration is kept while one works on it. */
export const sampleKey = (system: string, integration: string) =>
  `muster.sample.${system}.${integration}`;

/** Where a mapping that is not saved yet is kept. */
export const draftKey = (system: string, integration: string) =>
  `muster.mapping.${system}.${integration}`;

/** Where it is kept which of the known senders an integration is set up for. */
export const senderKey = (system: string, integration: string) =>
  `muster.sender.${system}.${integration}`;
