import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { Upload } from '../../shared/contract';
import { afterUpload, uploadQuery, type Place } from './queries';
import { useSending } from './send';
import { isOver } from './words';

/** An upload as it goes on, from what is known of it so far. */
export function useUpload(place: Place, id: string, known?: Upload) {
  const queryClient = useQueryClient();
  const query = useQuery({ ...uploadQuery(place, id), ...(known && { initialData: known }) });
  const upload = query.data;
  const over = upload !== undefined && isOver(upload);
  const { system } = place;
  // What it has changed is told once it has ended, not where it had when one came.
  const [seenRunning, setSeenRunning] = useState(false);
  if (upload && !over && !seenRunning) setSeenRunning(true);
  useEffect(() => {
    if (over && seenRunning) void afterUpload(queryClient, system);
  }, [over, seenRunning, queryClient, system]);
  return { query, sending: useSending(id) };
}

/** Whether bytes of an upload are arriving that this tab does not send. */
export function useArriving({ status, receivedBytes }: Upload): boolean {
  const [first] = useState(receivedBytes);
  return status === 'receiving' && receivedBytes > first;
}
