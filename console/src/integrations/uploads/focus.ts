import { useEffect, useRef } from 'react';

/** Takes the focus when it comes in the place of what had it, such as the button by which a file was chosen. */
export function useTakesFocus<E extends HTMLElement>() {
  const element = useRef<E>(null);
  useEffect(() => {
    if (document.activeElement === document.body) element.current?.focus({ preventScroll: true });
  }, []);
  return element;
}

/** Finds the button by which a file is chosen. */
export const CHOOSES = { 'data-chooses': true };

/** Puts the focus on the button by which a file is chosen, once it is there again. */
export function focusChoosing(): void {
  requestAnimationFrame(() =>
    document.querySelector<HTMLElement>('[data-chooses]')?.focus({ preventScroll: true }),
  );
}
