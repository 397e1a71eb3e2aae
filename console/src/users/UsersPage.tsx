import { Alert } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { lazy } from 'react';
import { useSearchParams } from 'react-router';
import { grouped } from '../conditions/condition';
import { filtersQuery, useNoteUse } from '../conditions/filters';
import { BackLink } from '../shared/BackLink';
import { useCameFrom } from '../shared/came-from';
import { Later } from '../shared/Later';
import { Page } from '../shared/Page';
import { Queried } from '../shared/Queried';
import { LoadingRows } from '../shared/states';
import { useWhere } from '../shared/where';
import { FilterBar } from './FilterBar';
import { searchOf } from './search';

// With the choice of a filter it would weigh too much.
const UserList = lazy(async () => ({ default: (await import('./UserList')).UserList }));

/** Everybody who is known in an environment: found, narrowed down, and taken along. */
export function Component() {
  const { system } = useWhere();
  const [parameters] = useSearchParams();
  const from = useCameFrom();
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
  const condition = search.condition ?? (saved ? grouped(saved.condition) : null);
  return (
    <Page
      title="Users"
      about={search.among.length === 0 && ABOUT}
      wide
      above={
        from && (
          <BackLink to={from.to} state={from.state}>
            {from.label}
          </BackLink>
        )
      }
    >
      {said && (
        <Alert color="yellow" variant="light" mb="md">
          {said}
        </Alert>
      )}
      <Later fallback={<LoadingRows rows={8} />}>
        <UserList
          search={{ ...search, condition }}
          filterName={search.condition === null ? (saved?.name ?? null) : null}
          bar={(columns) => <FilterBar condition={condition}>{columns}</FilterBar>}
        />
      </Later>
    </Page>
  );
}

const ABOUT =
  'Everybody whom a delivery or a file has told of, in the order in which they became known.';
