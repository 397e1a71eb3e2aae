import { Box, Group, Select, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { FieldSelect } from '../../conditions/FieldSelect';
import { Chart, lyingHeight } from '../../shared/chart';
import type { ConditionRule, NumberFigures, Summary } from '../../shared/contract';
import { ExportTable } from '../../shared/ExportTable';
import { Panel } from '../../shared/Panel';
import { Queried } from '../../shared/Queried';
import { useWhere } from '../../shared/where';
import { SaveReport } from '../../reports/SaveReport';
import type { Asked } from '../frame/asked';
import { useUsersOf } from '../frame/useUsersOf';
import { groupLabel, groupRules } from '../groups';
import { summaryQuery } from '../queries';
import { UserCount } from '../UserCount';
import classes from './Breakdown.module.css';
import { figureOf, FIGURES, numberWords, summaryRows, type Figure } from './numbers';

const NONE = '';
const LIMIT = 20;

/** Sums, averages and percentiles of a number that users have, of all and group by group. */
export function NumbersPanel({ asked }: { asked: Asked }) {
  const { system, environment } = useWhere();
  const fields = (asked.fields ?? []).filter(
    ({ name, type }) => name !== 'user.id' && type !== 'segment',
  );
  const numbers = fields.filter(({ type }) => type === 'number');
  const of = asked.search.get('of') ?? numbers[0]?.name ?? '';
  const by = asked.search.get('group') ?? NONE;
  const figure = figureOf(asked.search);
  const known = numbers.some(({ name }) => name === of);
  const knownBy = by === NONE || fields.some(({ name }) => name === by);
  const request = {
    field: of,
    ...(by ? { by, limit: LIMIT } : {}),
    ...(asked.about.condition ? { condition: asked.about.condition } : {}),
  };
  const query = useQuery({
    ...summaryQuery(system.key, environment.key, request),
    enabled: asked.appliedWhole && known && knownBy,
  });
  if (asked.fields && numbers.length === 0) {
    return (
      <Panel title="Sums and averages">
        <Text c="dimmed">No attribute is a number.</Text>
      </Panel>
    );
  }
  const { data } = query;
  const fits = data?.field === of && (data.by?.field ?? NONE) === by;
  const titleOf = (name: string) => fields.find((field) => field.name === name)?.title ?? name;
  const GONE = 'This is no longer there. Choose something else.';
  return (
    <Panel
      flush
      title="Sums and averages"
      actions={
        fits && (
          <Group gap="xs">
            <SaveReport view="summary" query={request} {...asked.saved} />
            <ExportTable
              rows={() => summaryRows(data, by ? titleOf(by) : 'Users', system.timeZone)}
              file={`${system.key}-${environment.key}-${of}`}
            />
          </Group>
        )
      }
    >
      <Box p="lg" className={classes.four}>
        <FieldSelect
          label="Number"
          fields={numbers}
          value={of}
          error={asked.fields && of && !known ? GONE : null}
          onChange={({ name }) => asked.set({ of: name })}
        />
        <FieldSelect
          label="Grouped by"
          placeholder="Not grouped"
          clearable
          onClear={() => asked.set({ group: null })}
          fields={fields.filter(({ name }) => name !== of)}
          value={by}
          error={asked.fields && !knownBy ? GONE : null}
          onChange={({ name }) => asked.set({ group: name })}
        />
        {by && (
          <Select
            label="Drawn"
            data={FIGURES.map(({ name, label }) => ({ value: name, label }))}
            value={figure.name}
            allowDeselect={false}
            comboboxProps={{ shadow: 'md' }}
            onChange={(value) => asked.set({ figure: value })}
          />
        )}
      </Box>
      {(query.error || fits || !data) && known && knownBy && (
        <Box {...(query.data === undefined ? { p: 'lg', pt: 0 } : {})}>
          <Queried query={query}>
            {(summary) => (
              <Shown
                summary={summary}
                figure={figure}
                titles={[titleOf(of), by ? titleOf(by) : '']}
                stale={query.isPlaceholderData}
              />
            )}
          </Queried>
        </Box>
      )}
    </Panel>
  );
}

interface ShownProps {
  summary: Summary;
  figure: Figure;
  titles: [of: string, by: string];
  stale: boolean;
}

function Shown({ summary, figure, titles, stale }: ShownProps) {
  const { system, environment } = useWhere();
  const users = useUsersOf();
  const navigate = useNavigate();
  const { field, by, all, groups } = summary;
  const valued: ConditionRule = { field, operator: 'notNull' };
  const rules = groups.map(({ group }) =>
    by
      ? groupRules(
          group,
          by.field,
          by.type,
          groups.map((one) => one.group),
          system.timeZone,
        )
      : null,
  );
  const labels = groups.map(({ group }) =>
    groupLabel(group, by?.type ?? 'string', system.timeZone),
  );
  const of = (at: number) => {
    const own = rules[at];
    return own ? users({ rules: [...own, valued] }) : null;
  };
  if (all.users === 0) {
    return (
      <Text p="lg" pt={0} c="dimmed">
        None of the matching users has a value of {titles[0]}.
      </Text>
    );
  }
  // A group without a number has no bar.
  const drawn = groups.flatMap(({ figures }, at) => {
    const value = figure.of(figures);
    return value === null ? [] : [{ at, value }];
  });
  return (
    <Box aria-busy={stale} data-stale={stale || undefined}>
      {drawn.length > 0 && (
        <Box px="lg">
          <Chart
            title={`${figure.label} of ${titles[0]} by ${titles[1]}`}
            kind={by?.type === 'number' || by?.type === 'date' ? 'bars' : 'lying'}
            axis={titles[1]}
            measure={`${figure.label} of ${titles[0]}`}
            format={numberWords}
            points={drawn.map(({ at }) => ({ label: labels[at]! }))}
            series={[{ name: figure.label, values: drawn.map(({ value }) => value) }]}
            height={
              by?.type === 'number' || by?.type === 'date' ? 280 : lyingHeight(drawn.length, 1)
            }
            file={`${system.key}-${environment.key}-${field}`}
            tabled
            stale={stale}
            onPick={(_, point) => {
              const link = of(drawn[point]!.at);
              if (link) void navigate(link.to, { state: link.state });
            }}
          />
        </Box>
      )}
      <Box className={classes.scroll} tabIndex={0} role="region" aria-label={titles[0]}>
        <Table
          aria-label={`Figures of ${titles[0]}`}
          horizontalSpacing="md"
          mt="sm"
          highlightOnHover
          highlightOnHoverColor="var(--muster-sunken)"
        >
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{titles[1] || 'Users'}</Table.Th>
              <Table.Th className={`numbers ${classes.right}`}>With a number</Table.Th>
              <Table.Th className={`numbers ${classes.right}`}>Without</Table.Th>
              {FIGURES.map(({ name, label }) => (
                <Table.Th key={name} className={`numbers ${classes.right}`} data-wrapped>
                  {label}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {groups.map(({ figures }, at) => (
              <Row
                key={at}
                label={labels[at]!}
                figures={figures}
                to={of(at)}
                without={
                  rules[at] ? users({ rules: [...rules[at], { field, operator: 'null' }] }) : null
                }
              />
            ))}
          </Table.Tbody>
          <Table.Tbody className={groups.length > 0 ? classes.rest : ''}>
            <Row
              label="All"
              figures={all}
              to={users({ rules: [valued] })}
              without={users({ rules: [{ field, operator: 'null' }] })}
            />
          </Table.Tbody>
        </Table>
      </Box>
      <Text size="xs" c="dimmed" px="lg" py="md">
        Figures are of users with a number. A percentile is the least number that so many percent of
        them do not exceed; the median is the 50th.
        {by?.type === 'strings' && ' Who has several values counts at each of them.'}
      </Text>
    </Box>
  );
}

interface RowProps {
  label: string;
  figures: NumberFigures;
  /** Where those with a number are, and those without. */
  to: { to: string; state: unknown } | null;
  without: { to: string; state: unknown } | null;
}

function Row({ label, figures, to, without }: RowProps) {
  return (
    <Table.Tr>
      <Table.Th scope="row" className={classes.value}>
        {label}
      </Table.Th>
      <Table.Td className={`numbers ${classes.right}`}>
        <UserCount users={figures.users} words={`with a number, ${label}`} to={to} />
      </Table.Td>
      <Table.Td className={`numbers ${classes.right}`}>
        <UserCount users={figures.missing} words={`without a number, ${label}`} to={without} />
      </Table.Td>
      {FIGURES.map(({ name, of }) => (
        <Table.Td key={name} className={`numbers ${classes.right}`}>
          {numberWords(of(figures))}
        </Table.Td>
      ))}
    </Table.Tr>
  );
}
