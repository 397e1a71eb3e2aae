import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, ifMatch, taken } from '../shared/api';
import type {
  Environment,
  EnvironmentChange,
  PageLoadCheck,
  PageSettings,
  PageSettingsChange,
} from '../shared/contract';
import { isConflict } from '../shared/problem';
import { pageSettingsQuery } from '../shared/queries';

/** Which page loads arrive, and what is wrong with them; what comes after it is in the stream. */
export const pageLoadsQuery = (system: string, environment: string) =>
  queryOptions({
    queryKey: ['systems', system, 'environments', environment, 'page-loads'],
    // Asked like this it is no stream.
    queryFn: async ({ signal }) =>
      (await taken(
        api.GET('/api/v1/systems/{system}/environments/{environment}/page-loads', {
          params: { path: { system, environment } },
          signal,
        }),
      )) as PageLoadCheck,
    staleTime: 0,
  });

interface SettingsChange {
  change: PageSettingsChange;
  /** What the change is of. */
  version: number;
  /** That everybody gets another identifier is meant. */
  confirm?: boolean;
}

/** Changes a part of what pages are to do; the problem is the caller's to show. */
export function useChangeSettings(
  system: string,
  {
    onDone,
    onError,
  }: { onDone: (changed: PageSettings) => void; onError?: (error: Error) => void },
) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ change, version, confirm = false }: SettingsChange) =>
      taken(
        api.PUT('/api/v1/systems/{system}/page-settings', {
          params: { path: { system }, query: { confirm }, header: ifMatch(version) },
          body: change,
        }),
      ),
    meta: { shown: true },
    onSuccess: async (changed) => {
      onDone(changed);
      client.setQueryData(pageSettingsQuery(system).queryKey, changed);
      // Each change is one of the system, too.
      await client.invalidateQueries({ queryKey: ['systems'] });
    },
    onError: (error) => {
      onError?.(error);
      if (isConflict(error)) void client.invalidateQueries({ queryKey: ['systems'] });
    },
  });
}

/** Changes an environment; the problem is the caller's to show if it says so. */
export function useChangeEnvironment(
  system: string,
  { onDone, shown = false }: { onDone: (changed: Environment) => void; shown?: boolean },
) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({
      environment,
      change,
    }: {
      environment: { key: string; version: number };
      change: EnvironmentChange;
    }) =>
      taken(
        api.PUT('/api/v1/systems/{system}/environments/{environment}', {
          params: {
            path: { system, environment: environment.key },
            header: ifMatch(environment.version),
          },
          body: change,
        }),
      ),
    meta: { shown },
    onSuccess: async (changed) => {
      onDone(changed);
      await client.invalidateQueries({ queryKey: ['systems'] });
    },
    onError: (error) => {
      if (isConflict(error)) void client.invalidateQueries({ queryKey: ['systems'] });
    },
  });
}
