import { ActionIcon, Button, Group, Text, Tooltip } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconRefresh, IconSearch } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { lazy, useState, type ReactNode } from 'react';
import { NavigationType, useLocation, useNavigationType } from 'react-router';
import { useRuleFields } from '../conditions/ConditionEditor';
import { NoUsers } from '../conditions/NoUsers';
import { countQuery } from '../conditions/queries';
import { Empty } from '../shared/states';
import { Later } from '../shared/Later';
import { Typed } from '../shared/Typed';
import { useWhere } from '../shared/where';
import { chosenColumns, columnsOf, remember, withColumns } from './columns';
import { ColumnsMenu } from './ColumnsMenu';
import { forgetLeft } from './left';
import { usersKey } from './queries';
import { conditionOfFilter, filterOf, withAmong, withCondition, type Search } from './search';
import { useAddress } from '../shared/useAddress';
import { UserTable } from './UserTable';
import { howMany } from './values';
import { Who } from './Who';

const IDENTIFIER_CHARACTERS_MAX = 256;

// What can be done with the list as a whole; the list can be read without.
const ListActions = lazy(async () => ({ default: (await import('./ListActions')).ListActions }));

interface Props {
  /** With the condition of the saved filter. */
  search: Search;
  /** The name of the saved filter, where its condition is taken as it is. */
  filterName: string | null;
  /** Whether the page says the condition itself, above the list. */
  told?: boolean;
  /** What narrows the list down by a condition; it has the choice of columns in it. */
  bar?: (columns: ReactNode) => ReactNode;
}

/** Users that are known, narrowed down, with columns of choice, to be taken along. */
export function UserList({ search, filterName, told = false, bar = (columns) => columns }: Props) {
  const { q, condition, among } = search;
  const { system, environment } = useWhere();
  const [parameters, setParameters] = useAddress();
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
  if (counted.data?.total === 0) return <NoUsers />;
  const menu = (
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
  );
  return (
    <>
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
        {bar(menu)}
      </Group>
      <Who
        condition={condition}
        filter={filterName}
        told={told}
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
    </>
  );
}

const without = (parameters: URLSearchParams) => {
  const next = new URLSearchParams(parameters);
  next.delete('column');
  return next;
};
