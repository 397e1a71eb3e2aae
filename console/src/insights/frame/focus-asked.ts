/** The part of the page that says who is looked at. */
export const ASKED_ID = 'asked';

/** Puts the focus there, for when what had it goes with the change that was made. */
export function focusAsked(): void {
  document.getElementById(ASKED_ID)?.focus();
}
