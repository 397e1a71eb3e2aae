import { Alert, Text } from '@mantine/core';
import { lazy } from 'react';
import { whenWords } from '../../conditions/period';
import { BackLink } from '../../shared/BackLink';
import { useCameFrom } from '../../shared/came-from';
import { InlineLink } from '../../shared/InlineLink';
import { Later } from '../../shared/Later';
import { Page } from '../../shared/Page';
import { LoadingRows } from '../../shared/states';
import { searchOf } from '../../users/search';
import { useAsked } from '../frame/asked';

// The bar above and the list together would weigh too much.
const UserList = lazy(async () => ({ default: (await import('../../users/UserList')).UserList }));

/** The users whom the bar above is about, or those behind a number. */
export function Component() {
  const asked = useAsked();
  const from = useCameFrom();
  const search = searchOf(asked.search);
  const { filter, changed, period } = asked;
  const active = JSON.stringify([{ kind: 'active', period: period.request }]);
  return (
    <Page
      title="Users"
      about={
        search.among.length === 0 && (
          <>
            All for whom the condition holds now, whatever they did.{' '}
            <InlineLink to={asked.link({ among: active })}>
              Only who loaded a page {whenWords(period.request)}
            </InlineLink>
          </>
        )
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
      {search.unreadable.includes('among') && (
        <Alert color="yellow" variant="light" mb="md">
          What users did cannot be read in the link, so it narrows nothing down.
        </Alert>
      )}
      {asked.appliedWhole ? (
        <Later fallback={<LoadingRows rows={8} />}>
          <UserList
            search={{ ...search, condition: asked.applied }}
            filterName={changed ? null : (filter?.name ?? null)}
            told
          />
        </Later>
      ) : asked.fields === undefined ? (
        <LoadingRows rows={8} />
      ) : (
        <Text size="sm">Not listed until the condition is mended.</Text>
      )}
    </Page>
  );
}
