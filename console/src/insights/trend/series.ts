import type { Among } from '../../conditions/among';
import type { Days } from '../../conditions/period';
import type { Series } from '../../shared/chart';
import type { ConditionRule, Trend } from '../../shared/contract';
import { groupLabel, groupRules } from '../groups';
import { intervalsOf } from '../intervals';
import { FIGURES } from './view';

/** A line of the trend, and who is behind its points. */
export interface Line extends Series {
  total: number;
  /** Who is behind a point; null where that cannot be said. */
  usersAt: (point: number) => Behind | null;
  /** Who is behind the whole line. */
  usersIn: () => Behind | null;
}

interface Behind {
  among: Among[];
  rules?: ConditionRule[];
}

/**
 * The lines of a trend: all that match, as it was before, and what it is split into.
 *
 * @param nameOf the name of a segment by its key
 */
export function linesOf(
  trend: Trend,
  compared: boolean,
  nameOf: (segment: string) => string,
  timeZone: string,
): Line[] {
  const { figure, intervals, values, total, before, split, by, interval } = trend;
  const did = (days: Days): Among[] => [
    { kind: figure === 'newUsers' ? 'new' : 'active', period: days },
  ];
  const isSplit = Object.keys(split).length > 0 || by !== null;
  const groups = by?.series.map(({ group }) => group) ?? [];
  const line = (
    series: Series & { total: number },
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
    {
      name: 'Before',
      // Of weeks and months there may be one more or one fewer.
      values: intervals.map((_, at) => before.values[at] ?? null),
      total: before.total,
      past: true,
    },
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
