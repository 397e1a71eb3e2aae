import { useCallback } from 'react';
import { useLocation, useSearchParams } from 'react-router';

/** The query string of the list. Changes of it do not forget where one came from. */
export function useAddress() {
  const [parameters, setParameters] = useSearchParams();
  const state: unknown = useLocation().state;
  const set = useCallback(
    (
      next: URLSearchParams | ((before: URLSearchParams) => URLSearchParams),
      { replace = false } = {},
    ) => setParameters(next, { replace, state }),
    [setParameters, state],
  );
  return [parameters, set] as const;
}
