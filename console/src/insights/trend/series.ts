import type { Among } from '../../conditions/among';
import type { Days } from '../../conditions/period';
import type { Series } from '../../shared/chart';
import type { ConditionRule, Trend } from '../../shared/contract';
import { groupLabel, groupRules } from '../groups';
import { intervalsOf } from '../intervals';
import { FIGURES } from './view';

/** A line of the trend, and who is behind its points. */
export interface Line extends Series {
  /** Null where it is not known. */
  total: number | null;
  /** Who is behind a point; null where that cannot be said. */
  usersAt: (point: number) => Behind | null;
  /** Who is behind the whole line. */
  usersIn: () => Behind | null;
}

interface Behind {
  among: Among[];
  rules?: ConditionRule[];
  /** Whether they are of all users, whatever is asked. */
  everybody?: boolean;
}

/**
 * The lines of a trend: all that match, as it was before, and what it is split into.
 *
 * @param nameOf the name of a segment by its key
 * @param live keys of the segments whose users of now can be listed
 */
export function linesOf(
  trend: Trend,
  compared: boolean,
  nameOf: (segment: string) => string,
  timeZone: string,
  live: string[] = [],
): Line[] {
  if (trend.segment !== null) return sizeLines(trend, trend.segment, compared, nameOf, live);
  const { figure, intervals, values, total, before, split, by, interval } = trend;
  const did = (days: Days): Among[] => [
    { kind: figure === 'newUsers' ? 'new' : 'active', period: days },
  ];
  const isSplit = Object.keys(split).length > 0 || by !== null;
  const groups = by?.series.map(({ group }) => group) ?? [];
  const line = (
    series: Series & { total: number | null },
    of: { parts: Days[]; whole: Days },
    behind: (did: Among[]) => Behind | null,
  ): Line => ({
    ...series,
    usersAt: (point) => {
      const days = of.parts[point];
      return days ? behind(did(days)) : null;
    },
    usersIn: () => behind(did(of.whole)),
  });
  const now = { parts: intervals, whole: trend.period };
  const name = isSplit ? 'All that match' : FIGURES.find(({ value }) => value === figure)!.label;
  const all = line({ name, values, total }, now, (among) => ({ among }));
  const earlier = line(
    earlierOf(trend),
    { parts: intervalsOf(before.period, interval), whole: before.period },
    (among) => ({ among }),
  );
  return [
    all,
    ...(compared ? [earlier] : []),
    ...Object.entries(split).map(([segment, part]) =>
      line({ ...part, name: nameOf(segment) }, now, (among) => ({
        among: [...among, { kind: 'segment', segment }],
      })),
    ),
    ...(by?.series ?? []).map(({ group, ...part }) =>
      line({ ...part, name: groupLabel(group, by!.type, timeZone) }, now, (among) => {
        const rules = groupRules(group, by!.field, by!.type, groups, timeZone);
        return rules && { among, rules };
      }),
    ),
  ];
}

/** The line of what was before. */
const earlierOf = ({ intervals, before }: Trend) => ({
  name: 'Before',
  // Of weeks and months there may be one more or one fewer.
  values: intervals.map((_, at) => before.values[at] ?? null),
  total: before.total,
  past: true,
});

/**
 * The sizes of a segment, as they were before, and of those that stand beside it. Of the past is known how many
 * were in it, not who: a point leads to those who loaded a page while they were.
 */
function sizeLines(
  trend: Trend,
  of: string,
  compared: boolean,
  nameOf: (segment: string) => string,
  live: string[],
): Line[] {
  const { intervals, before, interval, ongoing } = trend;
  const line = (
    series: Series & { total: number | null },
    segment: string,
    parts: Days[],
  ): Line => ({
    ...series,
    usersAt: (point) => {
      const period = parts[point];
      return period ? { among: [{ kind: 'segment', segment, period }], everybody: true } : null;
    },
    usersIn: () =>
      ongoing !== null && !series.past && live.includes(segment)
        ? { among: [{ kind: 'segment', segment, live: true }], everybody: true }
        : null,
  });
  return [
    line({ name: nameOf(of), values: trend.values, total: trend.total }, of, intervals),
    ...(compared ? [line(earlierOf(trend), of, intervalsOf(before.period, interval))] : []),
    ...Object.entries(trend.split).map(([segment, part]) =>
      line({ ...part, name: nameOf(segment) }, segment, intervals),
    ),
  ];
}
