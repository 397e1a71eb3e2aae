import {
  Box,
  Button,
  Checkbox,
  Group,
  Progress,
  SegmentedControl,
  Stack,
  Text,
} from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useRuleFields } from '../conditions/ConditionEditor';
import type { RuleField } from '../conditions/fields';
import { FormDialog } from '../shared/FormDialog';
import { api } from '../shared/api';
import { downloaded, isCancelled, type Reached } from '../shared/download';
import { notifyDone } from '../shared/notify';
import { save } from '../shared/save';
import { ProblemView } from '../shared/states';
import { count } from '../shared/time';
import { useWhere } from '../shared/where';
import classes from './ExportUsers.module.css';
import type { UserFilter } from './queries';

type Format = 'csv' | 'parquet';

const FORMATS: { value: Format; label: string }[] = [
  { value: 'csv', label: 'CSV' },
  { value: 'parquet', label: 'Parquet' },
];

interface Props {
  /** Who is in the file. */
  filter: UserFilter;
  matching: number;
  /** What the list shows: what is exported unless something else is chosen. */
  shown: string[];
  opened: boolean;
  onClose: () => void;
}

/** The matching users as a file: which columns, then it is fetched. */
export function ExportUsers(props: Props) {
  return (
    <FormDialog opened={props.opened} onClose={props.onClose} title="Export users">
      <Columns {...props} />
    </FormDialog>
  );
}

function Columns({ filter, matching, shown, onClose }: Props) {
  const { system, environment } = useWhere();
  const fields = (useRuleFields(false) ?? []).filter(({ type }) => type !== 'segment');
  // The identifier first, as a row is about it.
  const groups = [...new Set(fields.map(({ group }) => group))].sort(
    (one, other) => Number(other === 'User') - Number(one === 'User'),
  );
  const unlisted = fields
    .map(({ name }) => name)
    .filter((name) => name !== 'user.id' && !shown.includes(name));
  const [left, setLeft] = useState(unlisted);
  const chosen = groups
    .flatMap((group) => fields.filter((field) => field.group === group))
    .toSorted((one, other) => placeOf(one, shown) - placeOf(other, shown))
    .filter(({ name }) => !left.includes(name));
  const [format, setFormat] = useState<Format>('csv');
  const [reached, setReached] = useState<Reached | null>(null);
  const running = useRef<AbortController | null>(null);
  // Nobody waits for the file any more.
  useEffect(() => () => running.current?.abort(), []);
  const fetched = useMutation({
    mutationFn: async () => {
      const control = new AbortController();
      running.current = control;
      setReached(null);
      const content = await downloaded(
        api.POST('/api/v1/systems/{system}/environments/{environment}/insights/export', {
          params: { path: { system: system.key, environment: environment.key } },
          body: { ...filter, columns: chosen.map(({ name }) => name), format },
          parseAs: 'stream',
          signal: control.signal,
        }),
        setReached,
      );
      save(content, `${system.key}-${environment.key}-users.${format}`);
    },
    meta: { shown: true },
    onSuccess: () => {
      onClose();
      notifyDone('The file is in your downloads.');
    },
  });
  const toggle = (names: string[], wanted: boolean) =>
    setLeft((before) =>
      wanted ? before.filter((name) => !names.includes(name)) : [...new Set([...before, ...names])],
    );
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        fetched.mutate();
      }}
    >
      <Stack>
        <Text size="sm" c="dimmed">
          {count(matching)} {matching === 1 ? 'user' : 'users'}, a row each.{' '}
          {format === 'csv'
            ? "For spreadsheets: texts that one could take for a formula get a ' before them."
            : 'For DuckDB, pandas, Spark and the like: each column has its type, lists are lists.'}
        </Text>
        <SegmentedControl
          aria-label="Format"
          data={FORMATS}
          value={format}
          disabled={fetched.isPending}
          onChange={(value) => setFormat(value)}
        />
        <Group gap="xs">
          <Button
            variant="default"
            size="compact-sm"
            disabled={left.length === 0}
            onClick={() => setLeft([])}
          >
            All {count(fields.length)} columns
          </Button>
          <Button variant="default" size="compact-sm" onClick={() => setLeft(unlisted)}>
            As in the list
          </Button>
        </Group>
        <Box className={classes.choices} tabIndex={0} role="group" aria-label="Columns">
          {groups.map((group) => (
            <ColumnGroup
              key={group}
              title={group}
              fields={fields.filter((field) => field.group === group)}
              left={left}
              onToggle={toggle}
            />
          ))}
        </Box>
        {fetched.isPending && <HowFar reached={reached} />}
        {fetched.error && !isCancelled(fetched.error) && <ProblemView error={fetched.error} />}
        <Group justify="flex-end" gap="xs">
          <Button
            variant="default"
            onClick={() => (fetched.isPending ? running.current?.abort() : onClose())}
          >
            {fetched.isPending ? 'Stop' : 'Cancel'}
          </Button>
          <Button type="submit" loading={fetched.isPending} disabled={chosen.length === 0}>
            Export {count(chosen.length)} {chosen.length === 1 ? 'column' : 'columns'}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

const MEGABYTE = 1e6;

function HowFar({ reached }: { reached: Reached | null }) {
  const percent = Math.round((reached?.share ?? 0) * 100);
  return (
    <Stack gap={4}>
      <Progress
        value={reached?.share == null ? 100 : percent}
        animated={reached?.share == null}
        aria-label="How much of the file has come"
      />
      <Text size="sm" c="dimmed" role="status">
        {reached
          ? `About ${percent} % of ${count(reached.rows ?? 0)} rows, ${(reached.bytes / MEGABYTE).toFixed(1)} MB so far`
          : 'The server begins with the file'}
      </Text>
    </Stack>
  );
}

/** The identifier, then what the list shows as it shows it, then the rest as it is. */
function placeOf({ name }: RuleField, shown: string[]): number {
  if (name === 'user.id') return -1;
  const at = shown.indexOf(name);
  return at < 0 ? shown.length : at;
}

interface GroupProps {
  title: string;
  fields: RuleField[];
  /** Those that are left out. */
  left: string[];
  onToggle: (names: string[], wanted: boolean) => void;
}

function ColumnGroup({ title, fields, left, onToggle }: GroupProps) {
  const names = fields.map(({ name }) => name);
  const out = names.filter((name) => left.includes(name)).length;
  return (
    <Stack gap="xs" mb="md">
      <Checkbox
        label={title}
        fw={600}
        checked={out === 0}
        indeterminate={out > 0 && out < names.length}
        onChange={({ currentTarget }) => onToggle(names, currentTarget.checked)}
      />
      {fields.map(({ name, label }) => (
        <Checkbox
          key={name}
          ml="lg"
          label={label}
          checked={!left.includes(name)}
          onChange={({ currentTarget }) => onToggle([name], currentTarget.checked)}
        />
      ))}
    </Stack>
  );
}
