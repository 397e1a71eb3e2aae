import { ActionIcon, Alert, Button, Group, Text, Tooltip } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconRefresh, IconSearch } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { NavigationType, useNavigationType, useSearchParams } from 'react-router';
import { grouped, narrows } from '../conditions/condition';
import { useRuleFields } from '../conditions/ConditionEditor';
import { filtersQuery, useNoteUse } from '../conditions/filters';
import { NoUsers } from '../conditions/NoUsers';
import { countQuery, previewQuery } from '../conditions/queries';
import { api, taken } from '../shared/api';
import type { Condition } from '../shared/contract';
import { Page } from '../shared/Page';
import { Queried } from '../shared/Queried';
import { useMay } from '../shared/session';
import { Empty, LoadingRows } from '../shared/states';
import { Typed } from '../shared/Typed';
import { useWhere } from '../shared/where';
import { chosenColumns, columnsOf, remember, withColumns } from './columns';
import { ColumnsMenu } from './ColumnsMenu';
import { FilterBar } from './FilterBar';
import { forgetLeft } from './left';
import { usersKey, type UserFilter } from './queries';
import { SaveButton } from './SaveButton';
import { conditionOfFilter, filterOf, searchOf, withCondition } from './search';
import { UserTable } from './UserTable';
import { howMany } from './values';

const EraseList = lazy(async () => ({ default: (await import('./EraseList')).EraseList }));

const IDENTIFIER_CHARACTERS_MAX = 256;

/** Everybody who is known in an environment: found, narrowed down, and taken along. */
export function Component() {
  const { system } = useWhere();
  const [parameters] = useSearchParams();
  const search = searchOf(parameters);
  const filters = useQuery({ ...filtersQuery(system.key), enabled: search.filter !== null });
  const saved = filters.data?.find(({ key }) => key === search.filter);
  useNoteUse(saved?.key);
  if (search.filter !== null && !saved && !filters.isSuccess) {
    return (
      <Page title="Users" wide>
        <Queried query={filters}>{() => <LoadingRows rows={8} />}</Queried>
      </Page>
    );
  }
  return (
    <Users
      q={search.q}
      condition={saved ? grouped(saved.condition) : search.condition}
      lost={
        search.unreadable
          ? 'The condition in the link cannot be read, so all users are shown.'
          : search.filter !== null && !saved
            ? `There is no saved filter “${search.filter}” any more, so all users are shown.`
            : null
      }
    />
  );
}

interface Props {
  q: string;
  condition: Condition | null;
  /** What is wrong with the address. */
  lost: string | null;
}

function Users({ q, condition, lost }: Props) {
  const { system, environment } = useWhere();
  const [parameters, setParameters] = useSearchParams();
  const client = useQueryClient();
  const narrow = useMediaQuery('(max-width: 40em)', false, { getInitialValueInEffect: false });
  const back = useNavigationType() === NavigationType.Pop;
  const [reloads, setReloads] = useState(0);
  const filter = filterOf(q, condition);
  const counted = useQuery(countQuery(system.key, environment.key, conditionOfFilter(filter)));
  const columns = columnsOf(useRuleFields(false) ?? []);
  const chosen = chosenColumns(parameters, system.key, columns);
  const narrowed = Object.keys(filter).length > 0;
  const showAll = () => {
    const next = withCondition(parameters, null);
    next.delete('q');
    setParameters(next, { replace: true });
  };
  if (counted.data?.total === 0) {
    return (
      <Page title="Users" wide>
        <NoUsers />
      </Page>
    );
  }
  return (
    <Page
      title="Users"
      about="Everybody whom a delivery or a file has told of, in the order in which they became known."
      wide
    >
      {lost && (
        <Alert color="yellow" variant="light" mb="md">
          {lost}
        </Alert>
      )}
      <Group gap="sm" mb="sm">
        <Typed
          aria-label="Find by the beginning of the identifier"
          placeholder="Identifier begins with"
          leftSection={<IconSearch size={16} />}
          maxLength={IDENTIFIER_CHARACTERS_MAX}
          spellCheck={false}
          autoComplete="off"
          style={{ flex: '1 1 14rem' }}
          maw={narrow ? undefined : '24rem'}
          value={q || null}
          onChange={(text) =>
            setParameters(
              (before) => {
                const next = new URLSearchParams(before);
                if (text) next.set('q', text);
                else next.delete('q');
                return next;
              },
              { replace: true },
            )
          }
        />
        <FilterBar condition={condition}>
          <ColumnsMenu
            columns={columns}
            chosen={chosen}
            onChange={(names) => {
              remember(system.key, names);
              setParameters((before) => (names ? withColumns(before, names) : without(before)), {
                replace: true,
              });
            }}
          />
        </FilterBar>
      </Group>
      {narrows(condition) && <InWords condition={condition} />}
      <Group gap={4} mb="xs" mih={36}>
        <Text size="sm" c="dimmed" aria-live="polite">
          {counted.data
            ? howMany(counted.data.matching, counted.data.total)
            : counted.error
              ? 'Not counted'
              : 'Counting'}
        </Text>
        <Tooltip label="Load again">
          <ActionIcon
            variant="subtle"
            color="gray"
            size="sm"
            aria-label="Load the list again"
            onClick={() => {
              forgetLeft();
              client.removeQueries({
                queryKey: [...usersKey(system.key, environment.key), 'list'],
              });
              void counted.refetch();
              setReloads(reloads + 1);
            }}
          >
            <IconRefresh size={15} />
          </ActionIcon>
        </Tooltip>
        <Group ml="auto" gap="xs">
          <EraseListButton />
          <ExportList filter={filter} columns={chosen} />
        </Group>
      </Group>
      <UserTable
        key={JSON.stringify([system.key, environment.key, filter, reloads])}
        filter={filter}
        columns={chosen.map((name) => columns.find((one) => one.name === name)!)}
        matching={counted.data?.matching}
        narrow={narrow}
        back={back}
        empty={
          narrowed ? (
            <Empty
              icon={IconSearch}
              title="No user matches"
              action={
                <Button variant="default" onClick={showAll}>
                  Show all users
                </Button>
              }
            >
              {q
                ? 'Identifiers are compared exactly, capitals included, from their beginning.'
                : 'The condition holds for nobody as things are now.'}
            </Empty>
          ) : (
            <NoUsers />
          )
        }
      />
    </Page>
  );
}

const without = (parameters: URLSearchParams) => {
  const next = new URLSearchParams(parameters);
  next.delete('column');
  return next;
};

function InWords({ condition }: { condition: Condition }) {
  const { system, environment } = useWhere();
  const { data, isPlaceholderData, error } = useQuery({
    ...previewQuery(system.key, environment.key, condition),
    retry: false,
  });
  if (error) return null;
  return (
    <Text size="sm" mb={4} style={{ overflowWrap: 'anywhere' }}>
      <Text span inherit c="dimmed">
        Who:{' '}
      </Text>
      {data && !isPlaceholderData ? data.words : '…'}
    </Text>
  );
}

function EraseListButton() {
  const mayErase = useMay('admin');
  const [erasing, setErasing] = useState(false);
  if (!mayErase) return null;
  return (
    <>
      <Button variant="subtle" color="red" onClick={() => setErasing(true)}>
        Erase a list…
      </Button>
      {erasing && (
        <Suspense>
          <EraseList opened onClose={() => setErasing(false)} />
        </Suspense>
      )}
    </>
  );
}

function ExportList({ filter, columns }: { filter: UserFilter; columns: string[] }) {
  const { system, environment } = useWhere();
  return (
    <SaveButton
      label="Export users"
      name={`${system.key}-${environment.key}-users.csv`}
      file={() =>
        taken(
          api.POST('/api/v1/systems/{system}/environments/{environment}/insights/export', {
            params: { path: { system: system.key, environment: environment.key } },
            body: { ...filter, columns: ['user.id', ...columns] },
            parseAs: 'blob',
          }),
        )
      }
    />
  );
}
