const KEY = 'muster.next';

/** Where to go after the sign-in: only ever a page of this console. */
export function safeNext(next: string | null): string {
  return next && /^\/(?![/\\])/.test(next) ? next : '/';
}

/** Keeps it while another site asks who one is. */
export function keepNext(next: string): void {
  sessionStorage.setItem(KEY, next);
}

/** Takes what was kept, once. */
export function takeNext(): string | null {
  const next = sessionStorage.getItem(KEY);
  sessionStorage.removeItem(KEY);
  return next === null || safeNext(next) === '/' ? null : next;
}
