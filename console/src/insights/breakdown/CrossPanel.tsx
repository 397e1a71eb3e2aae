import { Box, Group, Select, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { RuleField } from '../../conditions/fields';
import { FieldSelect } from '../../conditions/FieldSelect';
import type { Cross, CrossSide } from '../../shared/contract';
import { ExportTable } from '../../shared/ExportTable';
import { Panel } from '../../shared/Panel';
import { Queried } from '../../shared/Queried';
import { count, share } from '../../shared/time';
import { useWhere } from '../../shared/where';
import { SaveReport } from '../../reports/SaveReport';
import type { Asked } from '../frame/asked';
import { useUsersOf } from '../frame/useUsersOf';
import { groupRules } from '../groups';
import { HeatTable } from '../heat/HeatTable';
import { crossQuery } from '../queries';
import { usersWords } from '../UserCount';
import classes from './Breakdown.module.css';
import { crossRows, heat, labelsOf, whole, WHOLES, wholeOf, type Whole } from './cross';
import { useFirstField } from './useFirstField';

const LIMITS = [5, 10, 20, 50];
const LIMIT = 10;

/** The matching users by two attributes at once. */
export function CrossPanel({ asked }: { asked: Asked }) {
  const { system, environment } = useWhere();
  const fields = (asked.fields ?? []).filter(
    ({ name, type }) => name !== 'user.id' && type !== 'segment',
  );
  const first = useFirstField(fields, !asked.search.has('by'));
  const by = asked.search.get('by') ?? first;
  const and = asked.search.get('and') ?? secondField(fields, by);
  const limit = LIMITS.find((one) => String(one) === asked.search.get('limit')) ?? LIMIT;
  const of = wholeOf(asked.search);
  const known = (name: string) => fields.some((field) => field.name === name);
  const request = {
    rows: by,
    columns: and,
    limit,
    ...(asked.about.condition ? { condition: asked.about.condition } : {}),
  };
  const query = useQuery({
    ...crossQuery(system.key, environment.key, request),
    enabled: asked.appliedWhole && known(by) && known(and),
  });
  const titleOf = (name: string) => fields.find((field) => field.name === name)?.title ?? name;
  const gone = (name: string) =>
    asked.fields !== undefined && name !== '' && !known(name)
      ? 'This is no longer there. Choose something else.'
      : null;
  const { data } = query;
  // What was asked before stays until the answer is there, but not under the names of other fields.
  const fits = data?.rows.field === by && data.columns.field === and;
  return (
    <Panel
      flush
      title="By two attributes"
      actions={
        fits && (
          <Group gap="xs">
            <SaveReport view="cross" query={request} {...asked.saved} />
            <ExportTable
              rows={() => crossRows(data, titleOf(by), system.timeZone)}
              file={`${system.key}-${environment.key}-by-${by}-and-${and}`}
            />
          </Group>
        )
      }
    >
      <Box p="lg" className={classes.four}>
        <FieldSelect
          label="Rows by"
          fields={fields}
          value={by}
          error={gone(by)}
          onChange={({ name }) => asked.set({ by: name })}
        />
        <FieldSelect
          label="Columns by"
          fields={fields}
          value={and}
          error={gone(and)}
          onChange={({ name }) => asked.set({ and: name })}
        />
        <Select
          label="Cells"
          data={WHOLES}
          value={of}
          allowDeselect={false}
          comboboxProps={{ shadow: 'md' }}
          onChange={(value) => asked.set({ cells: value === 'none' ? null : value })}
        />
        <Select
          label="Of each"
          data={LIMITS.map((most) => ({ value: String(most), label: `at most ${most}` }))}
          value={String(limit)}
          allowDeselect={false}
          comboboxProps={{ shadow: 'md' }}
          onChange={(value) => asked.set({ limit: value })}
        />
      </Box>
      {(query.error || fits || !data) && !gone(by) && !gone(and) && (
        <Box {...(query.data === undefined ? { p: 'lg', pt: 0 } : {})}>
          <Queried query={query}>
            {(cross) => (
              <Shown
                cross={cross}
                of={of}
                titles={[titleOf(by), titleOf(and)]}
                stale={query.isPlaceholderData}
              />
            )}
          </Queried>
        </Box>
      )}
    </Panel>
  );
}

/** Another field to begin with: the next that has a few values, rather than one for each user. */
const secondField = (fields: RuleField[], by: string): string =>
  (
    fields.find(({ name, type }) => name !== by && (type === 'boolean' || type === 'strings')) ??
    fields.find(({ name, type }) => name !== by && type === 'number') ??
    fields.find(({ name }) => name !== by)
  )?.name ?? '';

interface ShownProps {
  cross: Cross;
  of: Whole;
  titles: [rows: string, columns: string];
  stale: boolean;
}

function Shown({ cross, of, titles, stale }: ShownProps) {
  const { system } = useWhere();
  const users = useUsersOf();
  const { rows, columns, cells, matching } = cross;
  if (matching === 0) {
    return (
      <Text p="lg" pt={0} c="dimmed">
        No user matches the condition. Take a rule out, or choose all users.
      </Text>
    );
  }
  const rulesOf = ({ field, type, groups }: CrossSide, at: number) =>
    groupRules(
      groups[at]!.group,
      field,
      type,
      groups.map(({ group }) => group),
      system.timeZone,
    );
  const to = (row: number | null, column: number | null) => {
    const ofRow = row === null ? [] : rulesOf(rows, row);
    const ofColumn = column === null ? [] : rulesOf(columns, column);
    return ofRow && ofColumn ? users({ rules: [...ofRow, ...ofColumn] }) : null;
  };
  const [rowLabels, columnLabels] = [
    labelsOf(rows, system.timeZone),
    labelsOf(columns, system.timeZone),
  ];
  const total = (some: number, label: string, link: ReturnType<typeof to>) => ({
    text: count(some),
    label: `${usersWords(some)} with ${label}`,
    heat: null,
    to: some > 0 ? link : null,
  });
  const lists = rows.type === 'strings' || columns.type === 'strings';
  return (
    <>
      <HeatTable
        label={`Users by ${titles[0]} and ${titles[1]}`}
        corner={titles[0]}
        columns={[...columnLabels, 'Users']}
        rows={rowLabels.map((label, row) => ({
          label,
          cells: [
            ...columnLabels.map((other, column) => {
              const some = cells[row]?.[column] ?? 0;
              const text = of === 'none' ? count(some) : share(some, whole(cross, row, column, of));
              return {
                text,
                label: `${usersWords(some)}${of === 'none' ? '' : `, ${text}`} with ${label} and ${other}`,
                heat: heat(cross, row, column, of),
                to: some > 0 ? to(row, column) : null,
              };
            }),
            total(rows.groups[row]!.users, label, to(row, null)),
          ],
        }))}
        foot={{
          label: 'Users',
          cells: [
            ...columnLabels.map((label, column) =>
              total(columns.groups[column]!.users, label, to(null, column)),
            ),
            { text: count(matching), label: usersWords(matching), heat: null, to: users() },
          ],
        }}
        stale={stale}
      />
      <Text size="xs" c="dimmed" px="lg" py="md">
        Columns: {titles[1]}. A number leads to its users; the arrow keys go from one to another.
        {lists && ' Who has several values counts at each of them.'}
      </Text>
    </>
  );
}
