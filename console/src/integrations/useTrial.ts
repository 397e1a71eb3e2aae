import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { api, taken } from '../shared/api';
import type { AttributeType, Suggestion, TrialResult } from '../shared/contract';
import type { Draft, DraftProperty } from './mapping';
import { NOT_MAPPED } from './mapping';
import { canIdentify, everyPlace } from './places';
import type { Sample } from './sample';

/** What a property would become of the sample. */
export type Preview =
  | { kind: 'value'; value: unknown; type: AttributeType }
  | { kind: 'cleared' }
  | { kind: 'absent' }
  | { kind: 'refused'; reason: string };

/** What would become of the sample with the mapping as it stands. */
export interface Outlook {
  user: string | null;
  /** Why the identifier cannot be used, in the server's words; null if it can. */
  identifierProblem: string | null;
  /** By the property's id. */
  previews: ReadonlyMap<string, Preview>;
  results: TrialResult[];
}

/** A sample goes into a request as it was written: numbers may have more digits than JavaScript holds. */
export const sentPayload = (text: string, body: object = {}) => {
  const rest = JSON.stringify(body).slice(1, -1);
  return `{"payload":${text}${rest && ','}${rest}}`;
};

interface Tried {
  identifier: string;
  properties: { path: string; type: AttributeType; name: string }[];
}

const trialQuery = (system: string, integration: string, sample: Sample | null, tried: Tried) =>
  queryOptions({
    queryKey: ['trial', system, integration, sample?.text ?? '', tried],
    queryFn: async ({ signal }) =>
      (
        await taken(
          api.POST('/api/v1/systems/{system}/integrations/{integration}/try', {
            params: { path: { system, integration } },
            body: { payload: null, ...tried },
            bodySerializer: () => sentPayload(sample?.text ?? '{}', tried),
            signal,
          }),
        )
      ).results,
    enabled: sample !== null && sample.text !== '',
    placeholderData: keepPreviousData,
    staleTime: Infinity,
    gcTime: 60_000,
  });

/**
 * Tries a draft on a sample, shortly after each change. Properties go under numbers, so that a clash of names
 * does not keep the others from being shown.
 */
export function useTrial(system: string, integration: string, sample: Sample | null, draft: Draft) {
  const tried = useMemo<Tried>(() => {
    const seen = new Set<string>();
    const properties = draft.properties.flatMap(({ path, type }, at) => {
      const source = `${type} ${path.trim()}`;
      if (!path.trim() || path.length > 500 || seen.has(source)) return [];
      seen.add(source);
      return [{ path: path.trim(), type, name: String(at) }];
    });
    return { identifier: draft.identifier.trim() || NOT_MAPPED, properties };
  }, [draft]);
  const [settled] = useDebouncedValue(tried, 250);
  const query = useQuery(trialQuery(system, integration, sample, settled));

  // Without a usable identifier nothing of a delivery is read; what the properties would become can
  // be shown all the same, with any other value in the identifier's place.
  const problem = query.data?.[0]?.problem ?? null;
  const unidentified = problem?.code === 'identifier-missing';
  const standIn = useMemo(
    () => [...everyPlace(sample?.places ?? [])].find(canIdentify)?.path ?? NOT_MAPPED,
    [sample],
  );
  const second = useQuery({
    ...trialQuery(system, integration, sample, { ...settled, identifier: standIn }),
    enabled: unidentified && standIn !== NOT_MAPPED,
  });

  const outlook = useMemo((): Outlook | null => {
    const first = query.data?.[0];
    if (!sample || !query.data || !first) return null;
    const readable = unidentified ? second.data?.[0] : first;
    return {
      user: first.user,
      identifierProblem: unidentified && draft.identifier ? (problem?.detail ?? null) : null,
      previews: readable ? previewsOf(draft.properties, settled, readable) : new Map(),
      results: query.data,
    };
  }, [query.data, second.data, unidentified, sample, draft, settled, problem]);
  return { outlook, error: query.error };
}

function previewsOf(
  properties: DraftProperty[],
  tried: Tried,
  result: TrialResult,
): ReadonlyMap<string, Preview> {
  const byName = new Map<string, Preview>();
  for (const { attribute, value, type } of result.updated) {
    byName.set(attribute, { kind: 'value', value, type });
  }
  for (const { attribute } of result.cleared) byName.set(attribute, { kind: 'cleared' });
  for (const { attribute } of result.absent) byName.set(attribute, { kind: 'absent' });
  for (const { attribute, reason } of result.rejected) {
    byName.set(attribute, { kind: 'refused', reason });
  }
  const previews = new Map<string, Preview>();
  for (const { id, path, type } of properties) {
    const sent = tried.properties.find((one) => one.path === path.trim() && one.type === type);
    const preview = sent && byName.get(sent.name);
    if (preview) previews.set(id, preview);
  }
  return previews;
}

/** What the server would take of a sample. */
export const suggestionQuery = (system: string, sample: Sample | null) =>
  queryOptions({
    queryKey: ['suggestion', system, sample?.opened ?? ''],
    queryFn: ({ signal }): Promise<Suggestion> =>
      taken(
        api.POST('/api/v1/systems/{system}/suggest', {
          params: { path: { system } },
          body: { payload: null },
          bodySerializer: () => sentPayload(sample?.opened ?? '{}'),
          signal,
        }),
      ),
    enabled: sample !== null,
    staleTime: Infinity,
    gcTime: 60_000,
  });
