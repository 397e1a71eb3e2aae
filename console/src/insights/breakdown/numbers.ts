import type { NumberFigures, Summary } from '../../shared/contract';
import { groupLabel } from '../groups';

/** One figure of a number over many users. */
export interface Figure {
  name: string;
  label: string;
  of: (figures: NumberFigures) => number | null;
}

const percentile = (name: '5' | '25' | '50' | '75' | '95' | '99', label: string): Figure => ({
  name: `p${name}`,
  label,
  of: ({ percentiles }) => percentiles[name],
});

export const FIGURES: Figure[] = [
  { name: 'average', label: 'Average', of: ({ average }) => average },
  percentile('50', 'Median'),
  { name: 'sum', label: 'Sum', of: ({ sum }) => sum },
  { name: 'least', label: 'Least', of: ({ least }) => least },
  percentile('5', '5th percentile'),
  percentile('25', '25th percentile'),
  percentile('75', '75th percentile'),
  percentile('95', '95th percentile'),
  percentile('99', '99th percentile'),
  { name: 'greatest', label: 'Greatest', of: ({ greatest }) => greatest },
];

/** What is drawn, as the address has it. */
export const figureOf = (search: URLSearchParams): Figure =>
  FIGURES.find(({ name }) => name === search.get('figure')) ?? FIGURES[0]!;

/** A number that was worked out, with no more places than say something. */
export function numberWords(value: number | null): string {
  if (value === null) return '–';
  const places = Math.abs(value) >= 1000 ? 0 : Math.abs(value) >= 10 ? 1 : 3;
  return value.toLocaleString('en', {
    maximumFractionDigits: Number.isInteger(value) ? 0 : places,
  });
}

/** The table as the rows of a file; numbers in full. */
export function summaryRows(
  summary: Summary,
  title: string,
  timeZone: string,
): (string | number)[][] {
  const line = (label: string, figures: NumberFigures): (string | number)[] => [
    label,
    figures.users,
    figures.missing,
    ...FIGURES.map(({ of }) => of(figures) ?? ''),
  ];
  return [
    [title, 'Users with a number', 'Users without', ...FIGURES.map(({ label }) => label)],
    ...summary.groups.map(({ group, figures }) =>
      line(groupLabel(group, summary.by?.type ?? 'string', timeZone), figures),
    ),
    line('All', summary.all),
  ];
}
