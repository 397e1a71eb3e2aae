import { queryOptions, type QueryClient } from '@tanstack/react-query';
import { api, taken } from '../../shared/api';
import type { Schedule, Schedules } from '../../shared/contract';
import type { Place } from '../uploads/queries';
import { isDueSoon } from './words';

const SOON_MILLIS = 1_000;
const LATER_MILLIS = 10_000;

/** From where an integration takes files by itself, for all environments; asked for each second while something is about to happen. */
export const schedulesQuery = (place: Place) =>
  queryOptions({
    queryKey: ['systems', place.system, 'schedules', place.integration],
    queryFn: ({ signal }) =>
      taken(
        api.GET('/api/v1/systems/{system}/integrations/{integration}/schedules', {
          params: { path: place },
          signal,
        }),
      ),
    refetchInterval: ({ state: { data, error } }) =>
      !error && data?.items.some(isDueSoon) ? SOON_MILLIS : LATER_MILLIS,
  });

/** Holds what the server said of a schedule. */
export function noteSchedule(queryClient: QueryClient, place: Place, schedule: Schedule): void {
  const { queryKey } = schedulesQuery(place);
  queryClient.setQueryData(
    queryKey,
    (before) => before && { ...before, items: including(before, schedule) },
  );
  void queryClient.invalidateQueries({ queryKey });
}

const including = ({ items }: Schedules, schedule: Schedule) => [
  ...items.filter(({ environment }) => environment !== schedule.environment),
  schedule,
];
