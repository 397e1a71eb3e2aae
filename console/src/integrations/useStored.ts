import { useCallback, useState } from 'react';
import { keep, kept } from '../shared/tab';

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

/** Where the sample of an integration is kept while one works on it. */
export const sampleKey = (system: string, integration: string) =>
  `${SAMPLES}${system}.${integration}`;

/** How the keys of all samples begin. */
export const SAMPLES = 'sample.';

/** Where a mapping that is not saved yet is kept. */
export const draftKey = (system: string, integration: string) => `mapping.${system}.${integration}`;

/** Where it is kept which of the known senders an integration is set up for. */
export const senderKey = (system: string, integration: string) => `sender.${system}.${integration}`;
