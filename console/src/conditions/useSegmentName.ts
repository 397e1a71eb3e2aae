import { useQuery } from '@tanstack/react-query';
import { useWhere } from '../shared/where';
import { segmentsQuery } from './queries';

/**
 * What people call a segment, by its key; the key itself while that is not known, or once there is no such segment.
 *
 * @param enabled whether any is to be named
 */
export function useSegmentName(enabled = true): (key: string) => string {
  const { system } = useWhere();
  const { data } = useQuery({ ...segmentsQuery(system.key), enabled });
  return (key) => data?.find((segment) => segment.key === key)?.name ?? key;
}
