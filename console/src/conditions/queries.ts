import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, taken } from '../shared/api';
import type { Condition } from '../shared/contract';
import { everyPage } from '../shared/every-page';
import type { Among } from './among';

/** The segments of a system as their editors see them; at most 1,000. */
export const segmentsQuery = (system: string) =>
  queryOptions({
    queryKey: ['systems', system, 'segments'],
    queryFn: ({ signal }) =>
      everyPage((query) =>
        taken(
          api.GET('/api/v1/systems/{system}/segments', {
            params: { path: { system }, query },
            signal,
          }),
        ),
      ),
  });

/** The values that a field has, the most frequent first. */
export const valuesQuery = (system: string, environment: string, field: string, q: string) =>
  queryOptions({
    queryKey: ['systems', system, 'environments', environment, 'values', field, q],
    queryFn: ({ signal }) =>
      taken(
        api.POST('/api/v1/systems/{system}/environments/{environment}/insights/values', {
          params: { path: { system, environment } },
          body: { field, q },
          signal,
        }),
      ),
    staleTime: 30_000,
    placeholderData: keepPreviousData,
  });

/** How many users a condition holds for, of how many; only those who did all of something. */
export const countQuery = (
  system: string,
  environment: string,
  condition: Condition,
  among: Among[] = [],
) =>
  queryOptions({
    queryKey: ['systems', system, 'environments', environment, 'count', condition, among],
    queryFn: ({ signal }) =>
      taken(
        api.POST('/api/v1/systems/{system}/environments/{environment}/insights/count', {
          params: { path: { system, environment } },
          body: { condition, ...(among.length > 0 ? { among } : {}) },
          signal,
        }),
      ),
  });

/** How many users a condition holds for, some of them, and its words. */
export const previewQuery = (system: string, environment: string, condition: Condition) =>
  queryOptions({
    queryKey: ['systems', system, 'environments', environment, 'preview', condition],
    queryFn: ({ signal }) =>
      taken(
        api.POST('/api/v1/systems/{system}/environments/{environment}/insights/preview', {
          params: { path: { system, environment } },
          body: { condition, limit: 5 },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
  });

/** Which rules of a condition hold for a user. */
export const explainQuery = (
  system: string,
  environment: string,
  user: string,
  condition: Condition,
) =>
  queryOptions({
    queryKey: ['systems', system, 'environments', environment, 'explain', user, condition],
    queryFn: ({ signal }) =>
      taken(
        api.POST('/api/v1/systems/{system}/environments/{environment}/insights/explain', {
          params: { path: { system, environment } },
          body: { user, condition },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
  });
