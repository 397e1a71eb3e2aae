import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, taken } from '../shared/api';
import { everyPage } from '../shared/every-page';

export const peopleQuery = queryOptions({
  queryKey: ['people'],
  queryFn: ({ signal }) =>
    everyPage((query) => taken(api.GET('/api/v1/people', { params: { query }, signal }))),
});

export const tokensQuery = queryOptions({
  queryKey: ['tokens'],
  queryFn: ({ signal }) =>
    everyPage((query) => taken(api.GET('/api/v1/tokens', { params: { query }, signal }))),
});

/** Every limit that a system can run into, and how much of it is used. */
export const limitsQuery = (system: string) =>
  queryOptions({
    queryKey: ['systems', system, 'limits'],
    queryFn: ({ signal }) =>
      taken(api.GET('/api/v1/systems/{system}/limits', { params: { path: { system } }, signal })),
    // What fills them is changed all over the console.
    staleTime: 0,
  });

/** What the audit log is narrowed down to; what is left out does not narrow. */
export interface AuditFilter {
  kind?: string;
  actor?: string;
  q?: string;
  from?: string;
  to?: string;
  system?: string;
}

export const auditQuery = (filter: AuditFilter) =>
  infiniteQueryOptions({
    queryKey: ['audit', filter],
    queryFn: ({ pageParam, signal }) =>
      taken(
        api.GET('/api/v1/audit', {
          params: { query: { ...filter, limit: 100, ...(pageParam ? { cursor: pageParam } : {}) } },
          signal,
        }),
      ),
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });
