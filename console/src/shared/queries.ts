import { MutationCache, QueryClient, queryOptions } from '@tanstack/react-query';
import { notifyProblem } from './notify';
import { api, taken } from './api';
import { everyPage } from './every-page';
import { ProblemError } from './problem';

declare module '@tanstack/react-query' {
  interface Register {
    mutationMeta: {
      /** The caller shows the problem itself, mostly at a form's fields. */
      shown?: boolean;
    };
  }
}

/** One for the whole console. */
export const createQueryClient = () =>
  new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        retry: (failures, error) =>
          failures < 2 && (!(error instanceof ProblemError) || error.status >= 500),
      },
    },
    mutationCache: new MutationCache({
      onError: (error, _variables, _context, mutation) => {
        if (!mutation.meta?.shown) notifyProblem(error);
      },
    }),
  });

/** All systems; there are few. */
export const systemsQuery = queryOptions({
  queryKey: ['systems'],
  queryFn: ({ signal }) =>
    everyPage((query) => taken(api.GET('/api/v1/systems', { params: { query }, signal }))),
});
