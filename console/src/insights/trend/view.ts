import type { TrendRequest } from '../../shared/contract';
import { INTERVALS, type Interval } from '../intervals';

export type Figure = TrendRequest['figure'];

export const FIGURES: { value: Figure; label: string; measure: string; about: string }[] = [
  {
    value: 'activeUsers',
    label: 'Active users',
    measure: 'Users',
    about: 'Users who loaded a page. Who came in several intervals is one in each of them.',
  },
  {
    value: 'newUsers',
    label: 'New users',
    measure: 'Users',
    about: 'Users who loaded their first page.',
  },
  {
    value: 'pageLoads',
    label: 'Page loads',
    measure: 'Page loads',
    about: 'How often they loaded a page.',
  },
  {
    value: 'sessions',
    label: 'Sessions',
    measure: 'Sessions',
    about: 'A session begins with a page load after 30 minutes without one.',
  },
  {
    value: 'segmentSize',
    label: 'Segment size',
    measure: 'Users',
    about:
      'How many of all users were in a segment while it was live, whatever is asked above: the last size that was noted.',
  },
];

export const SPLIT_MAX = 10;

/** What the trend shows, as the address says it. */
export interface View {
  figure: Figure;
  /** Whose size it is, by its key; null of other figures, and where nobody chose. */
  segment: string | null;
  /** Null: as it suits the period. */
  interval: Interval | null;
  /** Keys of segments; of a size, those that stand beside it. */
  split: string[];
  /** The attribute by whose values it is split; null where by none. */
  by: string | null;
  /** Whether beside it stands what was before. */
  compared: boolean;
}

/** Reads it off the address; what is not there or cannot be is as it is at first. */
export function readView(search: URLSearchParams): View {
  const figure =
    FIGURES.find(({ value }) => value === search.get('figure'))?.value ?? 'activeUsers';
  const isSize = figure === 'segmentSize';
  // Who was in a segment in the past is not known, so there is nothing to split it by.
  const by = isSize ? null : search.get('by') || null;
  return {
    figure,
    segment: isSize ? search.get('segment') || null : null,
    interval: INTERVALS.find(({ value }) => value === search.get('interval'))?.value ?? null,
    // By segments or by an attribute: both at once are more lines than anybody can tell apart.
    split: by ? [] : (search.get('split') ?? '').split(',').filter(Boolean).slice(0, SPLIT_MAX),
    by,
    compared: search.get('compare') === 'before',
  };
}

/** What the server is asked for. */
export const requestOf = (
  { figure, segment, interval, split, by }: View,
  about: Pick<TrendRequest, 'condition' | 'period'>,
): TrendRequest => ({
  ...(segment === null ? about : about.period ? { period: about.period } : {}),
  figure,
  ...(segment === null ? {} : { segment }),
  ...(interval ? { interval } : {}),
  ...(split.length > 0 ? { split } : {}),
  ...(by ? { by } : {}),
});
