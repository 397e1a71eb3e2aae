import { queryOptions } from '@tanstack/react-query';
import { api, taken } from '../../shared/api';
import type { Integration, Preset, Receiving } from '../../shared/contract';

/** The senders that are known beforehand. They come with the server, so they stay as they are. */
export const presetsQuery = queryOptions({
  queryKey: ['presets'],
  queryFn: async ({ signal }) => (await taken(api.GET('/api/v1/presets', { signal }))).items,
  staleTime: Infinity,
});

/** All that is known of one of them; nothing is asked for an empty key. */
export const presetQuery = (key: string) =>
  queryOptions({
    queryKey: ['presets', key],
    queryFn: ({ signal }) =>
      taken(api.GET('/api/v1/presets/{preset}', { params: { path: { preset: key } }, signal })),
    enabled: key !== '',
    staleTime: Infinity,
  });

/** Which of them an integration was set up from; empty for none. */
export const presetOf = (integration: Integration): string => integration.receiving?.preset ?? '';

/** The sample as text. */
export const typicalOf = ({ sample }: Preset): string => JSON.stringify(sample.payload, null, 2);

/** The kinds of event that a preset takes by itself. */
export const kindsTaken = ({ receiving }: Preset): string[] => receiving.events?.take ?? [];

/** How an integration of a preset receives, with the kinds that were ticked; none ticked means all. */
export function receivingWith({ receiving }: Preset, kinds: readonly string[]): Receiving {
  const { events, ...rest } = receiving;
  return events && kinds.length > 0 ? { ...rest, events: { ...events, take: [...kinds] } } : rest;
}

/** Whether a text is looked for in what is known of a sender. */
export const isFound = (sought: string, { name, sends }: Pick<Preset, 'name' | 'sends'>): boolean =>
  sought
    .toLowerCase()
    .split(/\s+/)
    .every((word) => `${name} ${sends}`.toLowerCase().includes(word));
