import { forget, keep, kept } from '../shared/tab';

const KEY = 'next';

/** Where to go after the sign-in: only ever a page of this console. */
export function safeNext(next: string | null): string {
  return next && /^\/(?![/\\])/.test(next) ? next : '/';
}

/** Keeps it while another site asks who one is; for who was here last, if somebody was. */
export function keepNext(next: string): void {
  keep(KEY, next);
}

/** Takes what was kept, once. */
export function takeNext(): string | null {
  const next = kept<string>(KEY);
  forget(KEY);
  return next === null || safeNext(next) === '/' ? null : next;
}
