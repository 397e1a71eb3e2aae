import { useQuery } from '@tanstack/react-query';
import { narrows } from '../../conditions/condition';
import type { RuleField } from '../../conditions/fields';
import type { BreakdownRequest } from '../../shared/contract';
import { useWhere } from '../../shared/where';
import type { Detail } from './detail';
import { suitedInterval } from './interval';
import { breakdownQuery } from '../queries';
import type { Asked } from '../frame/asked';

/** Until it is known how wide the chart is. */
const WIDTH = 800;

/**
 * The matching users by a field. Dates for which nobody chose an interval are asked for a second
 * time where a coarser one than the server's suits the chart better.
 *
 * @param width of the chart, in pixels; 0 while it is not known
 */
export function useBreakdown(
  asked: Asked,
  detail: Detail,
  field: RuleField | undefined,
  width: number,
) {
  const { system, environment } = useWhere();
  const request = requestOf(asked, detail, field);
  const whole = field !== undefined && asked.appliedWhole;
  const first = useQuery({
    ...breakdownQuery(system.key, environment.key, request),
    enabled: whole,
  });
  const answer = first.data?.field === detail.by ? first.data : undefined;
  const suited =
    field?.type === 'date' && detail.interval === null && answer
      ? suitedInterval(answer, width || WIDTH, system.timeZone)
      : null;
  const again = suited !== null && suited !== answer?.interval;
  const second = useQuery({
    ...breakdownQuery(system.key, environment.key, {
      ...request,
      ...(suited ? { interval: suited } : {}),
    }),
    enabled: whole && again && !first.isPlaceholderData,
  });
  const query = again ? second : first;
  return {
    query,
    /** What is asked. */
    request: { ...request, ...(suited ? { interval: suited } : {}) },
    // What was asked before stays until the answer is there, but not under the name of another field.
    data: query.data?.field === detail.by ? query.data : undefined,
    stale: query.isPlaceholderData || first.isPlaceholderData,
  };
}

function requestOf(asked: Asked, detail: Detail, field: RuleField | undefined): BreakdownRequest {
  const { applied } = asked;
  return {
    field: detail.by,
    ...(narrows(applied) ? { condition: applied } : {}),
    ...(field?.type === 'date' && detail.interval ? { interval: detail.interval } : {}),
    ...(field?.type === 'number' ? { buckets: detail.ranges } : {}),
    ...(field?.type === 'string' || field?.type === 'strings' ? { limit: detail.top } : {}),
    ...(detail.split.length > 0 ? { split: detail.split } : {}),
  };
}
