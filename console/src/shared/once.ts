import type { UseMutationResult } from '@tanstack/react-query';
import { useRef } from 'react';

/** Starts a change unless it is under way or was done: a double click is one click. After a refusal it can be tried again. */
export function useOnce<T>({
  mutate,
}: Pick<UseMutationResult<unknown, Error, T>, 'mutate'>): (variables: T) => void {
  const begun = useRef(false);
  return (variables) => {
    if (begun.current) return;
    begun.current = true;
    mutate(variables, {
      onError: () => {
        begun.current = false;
      },
    });
  };
}
