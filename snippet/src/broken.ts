import { showToNobody } from './marks';
import type { Muster } from './muster';
import { nothing } from './page-load';

/** What a page has of Muster where the snippet cannot run. */
export function broken(problem: string): Muster {
  showToNobody();
  const answer = nothing(problem);
  // A promise of the language, also where the page has put another thing in the place of the global one.
  const promise = async () => answer;
  return {
    version: VERSION,
    segments: [],
    attributes: {},
    ready: promise(),
    has: () => false,
    on: () => () => undefined,
    identify: promise,
    refresh: promise,
  };
}
