import { Box, Group, MultiSelect, Select, Skeleton, Text } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearchParams } from 'react-router';
import { asksPage } from '../../conditions/condition';
import type { RuleField } from '../../conditions/fields';
import { FieldSelect } from '../../conditions/FieldSelect';
import { segmentsQuery } from '../../conditions/queries';
import type { Breakdown, Segment } from '../../shared/contract';
import { ExportTable } from '../../shared/ExportTable';
import { Panel } from '../../shared/Panel';
import { asProblem } from '../../shared/problem';
import { ProblemView } from '../../shared/states';
import { useWhere } from '../../shared/where';
import { BreakdownChart } from './BreakdownChart';
import { BreakdownTable } from './BreakdownTable';
import { groupRules } from '../groups';
import { rowsOf } from './buckets';
import { intervals, RANGES, readDetail, SPLIT_MAX, TOPS, type Detail } from './detail';
import classes from './Breakdown.module.css';
import { SaveReport } from '../../reports/SaveReport';
import type { Asked } from '../frame/asked';
import { useUsersOf } from '../frame/useUsersOf';
import { useBreakdown } from './useBreakdown';
import { useFirstField } from './useFirstField';

/** The matching users by a field: what is asked, a chart, and the same as a table. */
export function BreakdownPanel({ asked }: { asked: Asked }) {
  const { system, environment } = useWhere();
  const [search, setSearch] = useSearchParams();
  const segments = useQuery(segmentsQuery(system.key));
  const fields = (asked.fields ?? []).filter(
    ({ name, type }) => name !== 'user.id' && type !== 'segment',
  );
  const first = useFirstField(fields, !search.has('by'));
  const detail = readDetail(search, first);
  const field = fields.find(({ name }) => name === detail.by);
  // Where nobody has said by what, that is being found out.
  const gone = asked.fields !== undefined && detail.by !== '' && !field;
  const set = (changed: Partial<Record<keyof Detail, string | null>>) =>
    setSearch(
      (present) => {
        const next = new URLSearchParams(present);
        for (const [name, value] of Object.entries(changed)) {
          if (value) next.set(name, value);
          else next.delete(name);
        }
        return next;
      },
      { replace: true },
    );
  const { ref, width } = useElementSize<HTMLDivElement>();
  const { query, request, data, stale } = useBreakdown(asked, detail, field, width);
  const problem = query.error ? asProblem(query.error) : null;
  const problems = problem?.errors ?? [];
  const splitProblem = problems.find(({ path }) => path.startsWith('split'));
  const ofCondition =
    problems.length > 0 && problems.every(({ path }) => path.startsWith('condition'));
  const names = segmentNames(detail.split, segments.data ?? []);
  const title = field?.title ?? detail.by;
  const exportTable = data && data.buckets.length > 0 && (
    <ExportTable
      rows={() => rowsOf(data, title, names, system.timeZone)}
      file={`${system.key}-${environment.key}-by-${detail.by}`}
    />
  );
  return (
    <Panel
      flush
      title="Breakdown"
      actions={
        <Group gap="xs">
          {data && <SaveReport view="breakdown" query={request} {...asked.saved} />}
          <Box visibleFrom="sm">{exportTable}</Box>
        </Group>
      }
    >
      <Box p="lg" pb={0}>
        <Box className={classes.controls} ref={ref}>
          <FieldSelect
            label="By"
            fields={fields}
            value={detail.by}
            error={gone ? 'This is no longer there. Choose something else.' : null}
            onChange={({ name }) => set({ by: name, interval: null, top: null, ranges: null })}
          />
          <DetailSelect type={field?.type} detail={detail} shown={data?.interval} set={set} />
          <MultiSelect
            label="Split by segments"
            classNames={detail.split.length > 0 ? { inputField: classes.folded ?? '' } : {}}
            placeholder={detail.split.length === 0 ? 'Not split' : ''}
            data={splitOptions(segments.data ?? [], detail.split)}
            value={detail.split}
            searchable
            clearable
            hidePickedOptions
            maxValues={SPLIT_MAX}
            nothingFoundMessage="There is no other segment that can be counted now."
            comboboxProps={{ shadow: 'md' }}
            error={splitProblem ? splitWords(splitProblem, detail.split, names) : null}
            onChange={(keys) => set({ split: keys.join(',') })}
          />
        </Box>
        {/* Not above what decides what is in it. */}
        <Box hiddenFrom="sm" mt="md">
          {exportTable}
        </Box>
      </Box>
      {problem && !splitProblem ? (
        <Box p="lg">
          {ofCondition ? (
            <Text size="sm">Not broken down until the condition is mended.</Text>
          ) : (
            <ProblemView error={query.error} onRetry={() => void query.refetch()} />
          )}
        </Box>
      ) : data ? (
        <Shown
          data={data}
          stale={stale || splitProblem !== undefined}
          title={title}
          names={names}
          asked={asked}
          onMore={(top) => set({ top })}
        />
      ) : splitProblem || gone ? (
        <Box h="lg" />
      ) : (
        <Box p="lg" role="status" aria-label="Loading">
          <Skeleton h={240} mb="lg" />
          <Skeleton h={120} />
        </Box>
      )}
    </Panel>
  );
}

interface ShownProps {
  data: Breakdown;
  stale: boolean;
  title: string;
  names: { key: string; name: string }[];
  asked: Asked;
  onMore: (top: string) => void;
}

function Shown({ data, stale, title, names, asked, onMore }: ShownProps) {
  const { system, environment } = useWhere();
  const users = useUsersOf();
  const navigate = useNavigate();
  if (data.matching === 0) {
    return (
      <Text p="lg" c="dimmed">
        No user matches the condition. Take a rule out, or choose all users.
      </Text>
    );
  }
  // Segments that were just chosen come with the next answer.
  const split = names.filter(({ key }) =>
    data.buckets.every((bucket) => key in (bucket.split ?? {})),
  );
  const pick = (series: number, point: number) => {
    const bucket = data.buckets[point];
    const rules =
      bucket && groupRules(bucket, data.field, data.type, data.buckets, system.timeZone);
    if (!rules) return;
    const segment = split[series - 1];
    const inSegment = segment && { field: 'segment', operator: '=' as const, value: segment.key };
    const { to, state } = users({ rules: [...rules, ...(inSegment ? [inSegment] : [])] });
    void navigate(to, { state });
  };
  return (
    <Box aria-busy={stale}>
      {data.buckets.length > 0 ? (
        <Box px="lg" pt="lg">
          <BreakdownChart
            data={data}
            title={title}
            split={split}
            stale={stale}
            file={`${system.key}-${environment.key}-by-${data.field}`}
            onPick={pick}
          />
        </Box>
      ) : (
        <Text px="lg" pt="lg" c="dimmed">
          None of the matching users has a value here.
        </Text>
      )}
      <BreakdownTable
        key={`${data.field} ${data.interval}`}
        data={data}
        title={title}
        split={split}
        stale={stale}
        asked={asked}
        onMore={onMore}
      />
    </Box>
  );
}

interface DetailProps {
  type: RuleField['type'] | undefined;
  detail: Detail;
  /** The interval that is shown. */
  shown: Breakdown['interval'] | undefined;
  set: (changed: Partial<Record<keyof Detail, string | null>>) => void;
}

/** How finely it is broken down, as the type has it. */
function DetailSelect({ type, detail, shown, set }: DetailProps) {
  const shared = { allowDeselect: false, comboboxProps: { shadow: 'md' } } as const;
  switch (type) {
    case 'date':
      return (
        <Select
          {...shared}
          label="Interval"
          data={intervals(detail.interval === null ? shown : null)}
          value={detail.interval ?? ''}
          onChange={(interval) => set({ interval })}
        />
      );
    case 'number':
      return (
        <Select
          {...shared}
          label="Ranges"
          data={RANGES.map((most) => ({ value: String(most), label: `at most ${most}` }))}
          value={String(detail.ranges)}
          onChange={(ranges) => set({ ranges })}
        />
      );
    case 'string':
    case 'strings':
      return (
        <Select
          {...shared}
          label="Values"
          data={TOPS.map((most) => ({
            value: String(most),
            label: `the ${most.toLocaleString('en')} most frequent`,
          }))}
          value={String(detail.top)}
          onChange={(top) => set({ top })}
        />
      );
    default:
      return null;
  }
}

const segmentNames = (keys: string[], segments: Segment[]) =>
  keys.map((key) => ({ key, name: segments.find((one) => one.key === key)?.name ?? key }));

const splitOptions = (segments: Segment[], chosen: string[]) => [
  ...segments.map(({ key, name, condition, problem }) => ({
    value: key,
    label: name,
    disabled: problem !== null || asksPage(condition),
  })),
  ...chosen
    .filter((key) => !segments.some((one) => one.key === key))
    .map((key) => ({ value: key, label: key })),
];

/** What the server says of `split[1]`, under the segment's name. */
function splitWords(
  { path, reason }: { path: string; reason: string },
  keys: string[],
  names: { key: string; name: string }[],
): string {
  const at = Number(/\d+/.exec(path)?.[0] ?? 0);
  const name = names[at]?.name ?? keys[at] ?? '';
  return reason.startsWith('is ') ? `${name} ${reason}.` : `${reason}.`;
}
