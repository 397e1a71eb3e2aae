import { queryOptions } from '@tanstack/react-query';
import { api, taken } from '../shared/api';

/** How one may sign in, and whether the browser is. */
export const signInQuery = queryOptions({
  queryKey: ['sign-in'],
  queryFn: ({ signal }) => taken(api.GET('/api/v1/sign-in', { signal })),
});
