import { useCallback, useState } from 'react';
import { keep, kept } from './tab';

/** State that is there again after a reload of this tab, for the same person. */
export function useStored<T>(key: string, initial: () => T) {
  const [held, setHeld] = useState<{ key: string; value: T }>(() => ({
    key,
    value: kept<T>(key) ?? initial(),
  }));
  const value = held.key === key ? held.value : (kept<T>(key) ?? initial());
  const set = useCallback(
    (next: T) => {
      setHeld({ key, value: next });
      keep(key, next);
    },
    [key],
  );
  return [value, set] as const;
}
