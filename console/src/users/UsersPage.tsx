import { ActionIcon, Alert, Button, Group, Text, Tooltip } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconRefresh, IconSearch } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { lazy, useState } from 'react';
import { NavigationType, useLocation, useNavigationType, useSearchParams } from 'react-router';
import { grouped } from '../conditions/condition';
import { useRuleFields } from '../conditions/ConditionEditor';
import { filtersQuery, useNoteUse } from '../conditions/filters';
import { NoUsers } from '../conditions/NoUsers';
import { countQuery } from '../conditions/queries';
import { BackLink } from '../shared/BackLink';
import { useCameFrom } from '../shared/came-from';
import { Page } from '../shared/Page';
import { Queried } from '../shared/Queried';
import { Empty, LoadingRows } from '../shared/states';
import { Later } from '../shared/Later';
import { Typed } from '../shared/Typed';
import { useWhere } from '../shared/where';
import { chosenColumns, columnsOf, remember, withColumns } from './columns';
import { ColumnsMenu } from './ColumnsMenu';
import { FilterBar } from './FilterBar';
import { forgetLeft } from './left';
import { usersKey } from './queries';
import {
  conditionOfFilter,
  filterOf,
  searchOf,
  withAmong,
  withCondition,
  type Search,
} from './search';
import { useAddress } from './useAddress';
import { UserTable } from './UserTable';
import { howMany } from './values';
import { Who } from './Who';

const IDENTIFIER_CHARACTERS_MAX = 256;

// What can be done with the list as a whole; the list can be read without.
const ListActions = lazy(async () => ({ default: (await import('./ListActions')).ListActions }));

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
  const said = search.unreadable.includes('condition')
    ? 'The condition in the link cannot be read, so it narrows nothing down.'
    : search.unreadable.includes('among')
      ? 'What users did cannot be read in the link, so it narrows nothing down.'
      : search.filter !== null && !saved
        ? `There is no saved filter “${search.filter}” any more, so it narrows nothing down.`
        : null;
  return (
    <Users
      search={{
        ...search,
        condition: search.condition ?? (saved ? grouped(saved.condition) : null),
      }}
      filterName={search.condition === null ? (saved?.name ?? null) : null}
      lost={said}
    />
  );
}

interface Props {
  /** With the condition of the saved filter. */
  search: Search;
  filterName: string | null;
  /** What is wrong with the address. */
  lost: string | null;
}

function Users({ search, filterName, lost }: Props) {
  const { q, condition, among } = search;
  const { system, environment } = useWhere();
  const [parameters, setParameters] = useAddress();
  const from = useCameFrom();
  const client = useQueryClient();
  const narrow = useMediaQuery('(max-width: 40em)', false, { getInitialValueInEffect: false });
  const { state } = useLocation() as { state: { again?: boolean } | null };
  const back = useNavigationType() === NavigationType.Pop || state?.again === true;
  const [reloads, setReloads] = useState(0);
  const filter = filterOf(q, condition, among);
  const counted = useQuery(
    countQuery(system.key, environment.key, conditionOfFilter(filter), among),
  );
  const columns = columnsOf(useRuleFields(false) ?? []);
  const chosen = chosenColumns(parameters, system.key, columns);
  const narrowed = Object.keys(filter).length > 0;
  const showAll = () => {
    const next = withAmong(withCondition(parameters, null), []);
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
      about={
        among.length === 0 &&
        'Everybody whom a delivery or a file has told of, in the order in which they became known.'
      }
      wide
      above={
        from && (
          <BackLink to={from.to} state={from.state}>
            {from.label}
          </BackLink>
        )
      }
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
      <Who
        condition={condition}
        filter={filterName}
        among={among}
        onAmong={(left) => setParameters(withAmong(parameters, left))}
      />
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
          <Later>
            <ListActions
              filter={filter}
              saved={filterName === null ? undefined : (search.filter ?? undefined)}
              columns={chosen}
              matching={counted.data?.matching}
            />
          </Later>
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
                : among.length > 0
                  ? 'Nobody did all of this, of those for whom the condition holds now.'
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
