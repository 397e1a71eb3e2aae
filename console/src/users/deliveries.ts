import { infiniteQueryOptions } from '@tanstack/react-query';
import { api, taken } from '../shared/api';
import type { Deliveries, Delivery } from '../shared/contract';

const AT_ONCE = 20;

/** Where each integration's history goes on; those that are through are left out. */
type Cursors = Record<string, string>;

interface Page {
  items: Delivery[];
  next: Cursors;
}

/**
 * The deliveries that touched a user, over several integrations: a page is one of each that has more.
 * The server looks through a bounded stretch at once, so a page may be empty while others follow.
 */
export const deliveriesOfUserQuery = (
  system: string,
  environment: string,
  integrations: string[],
  user: string,
) =>
  infiniteQueryOptions({
    queryKey: [
      'systems',
      system,
      'environments',
      environment,
      'users',
      'deliveries',
      user,
      integrations,
    ],
    queryFn: async ({ pageParam, signal }): Promise<Page> => {
      const pages = await Promise.all(
        Object.entries(pageParam).map(async ([integration, cursor]) => {
          const page = (await taken(
            api.GET('/api/v1/systems/{system}/integrations/{integration}/deliveries', {
              params: {
                path: { system, integration },
                query: { environment, user, limit: AT_ONCE, ...(cursor ? { cursor } : {}) },
              },
              headers: { Accept: 'application/json' },
              signal,
            }),
          )) as Deliveries;
          return { integration, ...page };
        }),
      );
      return {
        items: pages.flatMap(({ items }) => items),
        next: Object.fromEntries(
          pages.flatMap(({ integration, nextCursor }) =>
            nextCursor === null ? [] : [[integration, nextCursor]],
          ),
        ),
      };
    },
    initialPageParam: Object.fromEntries(integrations.map((key) => [key, ''])),
    getNextPageParam: ({ next }) => (Object.keys(next).length > 0 ? next : null),
  });

/** All of them, the latest first. */
export const latestFirst = (pages: Page[]): Delivery[] =>
  pages.flatMap(({ items }) => items).toSorted((a, b) => Date.parse(b.at) - Date.parse(a.at));
