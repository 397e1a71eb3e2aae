import type { Breakdown } from '../../shared/contract';
import { Chart, lyingHeight, type Picked } from '../../shared/chart';
import { useWhere } from '../../shared/where';
import { groupLabel } from '../groups';
import { tickOf } from './buckets';

/** As many values as are drawn; the table has all. */
const DRAWN_MAX = 20;

interface Props {
  data: Breakdown;
  title: string;
  split: { key: string; name: string }[];
  stale: boolean;
  file: string;
  /** What a click on a bar does: the series is 0 for all, then the segments. */
  onPick?: Picked;
}

/** Values as bars that lie, ranges as bars that stand, time as an area or as lines. */
export function BreakdownChart({ data, title, split, stale, file, onPick }: Props) {
  const { system } = useWhere();
  const values = data.kind === 'values';
  const drawn = values ? data.buckets.slice(0, DRAWN_MAX) : data.buckets;
  const series = [
    {
      name: split.length > 0 ? 'All matching users' : 'Users',
      values: drawn.map(({ users }) => users),
    },
    ...split.map(({ key, name }) => ({
      name,
      values: drawn.map((bucket) => bucket.split?.[key] ?? 0),
    })),
  ];
  return (
    <Chart
      title={`Users by ${title}`}
      kind={
        values ? 'lying' : data.kind === 'histogram' ? 'bars' : split.length > 0 ? 'lines' : 'area'
      }
      axis={data.kind === 'time' ? `${title}, by ${data.interval} (${system.timeZone})` : title}
      measure="Users"
      points={drawn.map((bucket) => ({
        label: groupLabel(bucket, data.type, system.timeZone),
        tick: tickOf(bucket, data, system.timeZone),
      }))}
      series={series}
      height={values ? lyingHeight(drawn.length, series.length) : 280}
      file={file}
      tabled
      stale={stale}
      onPick={onPick}
    />
  );
}
