import { useCallback } from 'react';
import { useLocation, useSearchParams, type NavigateOptions } from 'react-router';

/** The query string of the page. Changes of it do not forget where one came from. */
export function useAddress() {
  const [parameters, setParameters] = useSearchParams();
  const state: unknown = useLocation().state;
  const set = useCallback(
    (
      next: URLSearchParams | ((before: URLSearchParams) => URLSearchParams),
      options: NavigateOptions = {},
    ) => setParameters(next, { state, ...options }),
    [setParameters, state],
  );
  return [parameters, set] as const;
}
