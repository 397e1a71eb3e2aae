import { useEffect, useRef } from 'react';
import { useBlocker } from 'react-router';
import { Confirm } from './Confirm';

/**
 * Asks before a page with unsaved changes is left. `leaving` lets the next change of page through,
 * for after saving or deleting.
 */
export function useLeaveGuard(unsaved: boolean) {
  const free = useRef(false);
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) =>
      unsaved && !free.current && currentLocation.pathname !== nextLocation.pathname,
  );
  useEffect(() => {
    if (!unsaved) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [unsaved]);
  return {
    leaving: () => {
      free.current = true;
    },
    guard: (
      <Confirm
        opened={blocker.state === 'blocked'}
        title="Leave without saving?"
        action="Leave"
        onClose={() => blocker.reset?.()}
        onConfirm={() => blocker.proceed?.()}
      >
        What you changed on this page is lost.
      </Confirm>
    ),
  };
}
