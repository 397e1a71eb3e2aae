import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { PageLoadAttempt } from '../shared/contract';
import { systemsQuery } from '../shared/queries';
import { useEvents } from '../shared/useEvents';
import { withAttempt } from './arrivals';
import { pageLoadsQuery } from './queries';

/** Of a crowd the stream tells only some; how many there were is asked for so often. */
const COUNT_AGAIN_MILLIS = 3_000;

const settings = { queryKey: systemsQuery.queryKey, exact: true };

/** What arrives from the pages of an environment, as it comes. */
export function useArrivals(system: string, environment: string) {
  const client = useQueryClient();
  const options = pageLoadsQuery(system, environment);
  const query = useQuery(options);
  const askSettings = () => void client.invalidateQueries(settings, { cancelRefetch: false });
  useEffect(() => {
    void client.invalidateQueries(settings, { cancelRefetch: false });
  }, [client]);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(
    () => () => {
      clearTimeout(timer.current);
      timer.current = undefined;
    },
    [environment],
  );
  const state = useEvents(
    `/api/v1/systems/${system}/environments/${environment}/page-loads`,
    {
      'page-load': (data) => {
        const attempt = JSON.parse(data) as PageLoadAttempt;
        client.setQueryData(options.queryKey, (check) => check && withAttempt(check, attempt));
        // Whether a problem is mended is told by settings that somebody may have changed elsewhere.
        if (attempt.outcome !== 'answered') askSettings();
        timer.current ??= setTimeout(() => {
          timer.current = undefined;
          void query.refetch();
        }, COUNT_AGAIN_MILLIS);
      },
    },
    // One goes to the application to load a page of it.
    { hidden: true },
  );
  const { refetch } = query;
  useEffect(() => {
    // What has arrived before is in no stream.
    if (state === 'open') void refetch();
  }, [state, refetch]);
  return { query, state };
}

/** The time, as it goes on. */
export function useNow(everyMillis = 1_000): Date {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const ticking = setInterval(() => setNow(new Date()), everyMillis);
    return () => clearInterval(ticking);
  }, [everyMillis]);
  return now;
}
