import { periodOf } from '../shared/days';
import { OUTCOMES } from './DeliveryList';
import { REASONS } from './explained';
import type { DeliveryFilter } from './queries';

/** What an address narrows the deliveries down to; what is no outcome, reason or day in it is left out. */
export function deliveryFilterOf(search: URLSearchParams): DeliveryFilter {
  const filter: DeliveryFilter = periodOf(search);
  const outcome = OUTCOMES.find(({ value }) => value === search.get('outcome'));
  if (outcome) filter.outcome = outcome.value;
  const code = search.get('code');
  // Only what is refused has a reason.
  if (code && Object.hasOwn(REASONS, code) && (filter.outcome ?? 'rejected') === 'rejected') {
    filter.code = code;
  }
  for (const name of ['user', 'text'] as const) {
    const value = search.get(name);
    if (value) filter[name] = value;
  }
  return filter;
}
