import { MutationCache, QueryClient, queryOptions } from '@tanstack/react-query';
import { notifyProblem } from './notify';
import { api, taken } from './api';
import { everyPage } from './every-page';
import { ProblemError, startProgress } from './problem';

declare module '@tanstack/react-query' {
  interface Register {
    mutationMeta: {
      /** The caller shows the problem itself, mostly at a form's fields. */
      shown?: boolean;
    };
  }
}

/** How soon a server that still loads its data is asked again. */
const STARTING_MILLIS = 1_000;

/** One for the whole console. */
export const createQueryClient = () =>
  new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        retry: (failures, error) =>
          startProgress(error) !== null ||
          (failures < 2 && (!(error instanceof ProblemError) || error.status >= 500)),
        retryDelay: (failures, error) =>
          startProgress(error) === null ? 1000 * 2 ** failures : STARTING_MILLIS,
      },
    },
    mutationCache: new MutationCache({
      onError: (error, _variables, _context, mutation) => {
        // That the session has ended is said by the dialog that asks to sign in again.
        const signedOut = error instanceof ProblemError && error.status === 401;
        if (!mutation.meta?.shown && !signedOut) notifyProblem(error);
      },
    }),
  });

/** All systems; there are few. */
export const systemsQuery = queryOptions({
  queryKey: ['systems'],
  queryFn: ({ signal }) =>
    everyPage((query) => taken(api.GET('/api/v1/systems', { params: { query }, signal }))),
});

/** Every attribute of a system with its sources, and how much of the limit is used. */
export const attributesQuery = (system: string) =>
  queryOptions({
    queryKey: ['systems', system, 'attributes'],
    queryFn: ({ signal }) =>
      taken(
        api.GET('/api/v1/systems/{system}/attributes', { params: { path: { system } }, signal }),
      ),
  });

/** What the pages of a system's application are to do. */
export const pageSettingsQuery = (system: string) =>
  queryOptions({
    queryKey: ['systems', system, 'page-settings'],
    queryFn: ({ signal }) =>
      taken(
        api.GET('/api/v1/systems/{system}/page-settings', {
          params: { path: { system } },
          signal,
        }),
      ),
  });
