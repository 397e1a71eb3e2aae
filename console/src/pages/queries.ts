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

/**
 * Sends a change of a part. Every change of a system raises its version: where somebody has meanwhile changed something
 * else, it is sent once more as a change of that.
 */
async function ofPart<T extends { version: number }>(
  base: T,
  same: (one: T, other: T) => boolean,
  read: () => Promise<T>,
  send: (version: number) => Promise<T>,
): Promise<T> {
  try {
    return await send(base.version);
  } catch (error) {
    if (!isConflict(error)) throw error;
    const latest = await read();
    if (!same(latest, base)) throw error;
    return send(latest.version);
  }
}

interface SettingsChange {
  change: PageSettingsChange;
  /** What the change is of. */
  base: PageSettings;
  /** That everybody gets another identifier is meant. */
  confirm?: boolean;
}

interface Options<T> {
  /** Whether two versions are the same as far as what is changed goes. */
  same: (one: T, other: T) => boolean;
  onDone: (changed: T) => void;
  onError?: (error: Error) => void;
}

/** Changes a part of what pages are to do; the problem is the caller's to show. */
export function useChangeSettings(
  system: string,
  { same, onDone, onError }: Options<PageSettings>,
) {
  const client = useQueryClient();
  const params = { path: { system } };
  return useMutation({
    mutationFn: ({ change, base, confirm = false }: SettingsChange) =>
      ofPart(
        base,
        same,
        () => taken(api.GET('/api/v1/systems/{system}/page-settings', { params })),
        (version) =>
          taken(
            api.PUT('/api/v1/systems/{system}/page-settings', {
              params: { ...params, query: { confirm }, header: ifMatch(version) },
              body: change,
            }),
          ),
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

/** Changes a part of an environment; the problem is the caller's to show if it says so. */
export function useChangeEnvironment(
  system: string,
  { same, onDone, onError, shown = false }: Options<Environment> & { shown?: boolean },
) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ base, change }: { base: Environment; change: EnvironmentChange }) => {
      const params = { path: { system, environment: base.key } };
      return ofPart(
        base,
        same,
        () => taken(api.GET('/api/v1/systems/{system}/environments/{environment}', { params })),
        (version) =>
          taken(
            api.PUT('/api/v1/systems/{system}/environments/{environment}', {
              params: { ...params, header: ifMatch(version) },
              body: change,
            }),
          ),
      );
    },
    meta: { shown },
    onSuccess: async (changed) => {
      onDone(changed);
      await client.invalidateQueries({ queryKey: ['systems'] });
    },
    onError: (error) => {
      onError?.(error);
      if (isConflict(error)) void client.invalidateQueries({ queryKey: ['systems'] });
    },
  });
}
