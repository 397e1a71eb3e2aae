import type { Among } from '../../conditions/among';
import type { Flows, Overlap } from '../../shared/contract';

/** As many as the server compares at once. */
export const OVERLAP_MAX = 4;
export const FLOWS_MAX = 8;
/** As many as narrow a list down at once. */
const AMONG_MAX = 8;

type Combination = Overlap['combinations'][number];

/** Most users first; none of the segments last. */
export const combinations = ({ combinations }: Overlap): Combination[] =>
  combinations
    .filter(({ users }) => users > 0)
    .toSorted(
      (a, b) =>
        Number(a.in.length === 0) - Number(b.in.length === 0) ||
        b.users - a.users ||
        b.in.length - a.in.length,
    );

/** Those who are in just these of the segments. */
export const combined = (keys: string[], all: string[]): Among[] =>
  all.map((segment) => ({
    kind: 'segment',
    segment,
    ...(keys.includes(segment) ? {} : { not: true }),
  }));

/**
 * Those who went from one segment to another, as page loads tell; null for none of them.
 *
 * @return null where that takes more than a list can be narrowed down by
 */
export function flowed(from: string | null, to: string | null, flows: Flows): Among[] | null {
  const among = [...inOrNone(from, flows.before, flows), ...inOrNone(to, flows.period, flows)];
  return among.length <= AMONG_MAX ? among : null;
}

function inOrNone(key: string | null, period: Flows['period'], { segments }: Flows): Among[] {
  if (key !== null) return [{ kind: 'segment', segment: key, period }];
  return [
    { kind: 'active', period },
    ...segments.map(({ segment }): Among => ({ kind: 'segment', segment, period, not: true })),
  ];
}

/** Those who are in a segment now and were not, of those who were there before. */
export const entered = (segment: string, { period, before }: Flows): Among[] => [
  { kind: 'active', period: before },
  { kind: 'segment', segment, period: before, not: true },
  { kind: 'segment', segment, period },
];

/** Those who were in a segment and are not now, of those who are there now. */
export const left = (segment: string, { period, before }: Flows): Among[] => [
  { kind: 'segment', segment, period: before },
  { kind: 'segment', segment, period, not: true },
  { kind: 'active', period },
];

export const within = (
  segment: string,
  period: Flows['period'],
  other: Flows['period'],
): Among[] => [
  { kind: 'segment', segment, period },
  { kind: 'active', period: other },
];

/** How many went from one to another. */
export const flow = ({ cells }: Flows, from: string | null, to: string | null): number =>
  cells.find((cell) => cell.from === from && cell.to === to)?.users ?? 0;
