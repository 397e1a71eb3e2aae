import { Anchor, Box, Loader, Skeleton, Text } from '@mantine/core';
import { Link } from 'react-router';
import { ProblemView } from '../../shared/states';
import { count, share } from '../../shared/time';
import type { Asked } from './asked';
import classes from './FilterBar.module.css';
import { useUsersOf } from './useUsersOf';

/** For how many users the condition holds, while it is edited, too; leads to them. */
export function Matching({ asked }: { asked: Asked }) {
  const { finished, preview: state } = asked;
  const { preview, error, errors, stale } = state;
  const users = useUsersOf();
  return (
    <Box
      component="section"
      aria-label="Matching users"
      className={classes.matching}
      aria-live="polite"
      aria-busy={stale}
    >
      {finished && errors?.length ? (
        <Text size="sm">Not counted until what is marked is mended.</Text>
      ) : error && finished ? (
        <ProblemView error={error} onRetry={() => void state.refetch()} />
      ) : !preview ? (
        finished ? (
          <Skeleton h={22} w={180} role="status" aria-label="Counting" />
        ) : (
          <Text size="sm">Finish the rule to see how many users match.</Text>
        )
      ) : (
        <>
          <Anchor
            component={Link}
            {...users()}
            className={classes.count}
            aria-label={listed(preview.matching)}
          >
            {count(preview.matching)}
          </Anchor>{' '}
          <Text span size="sm" c="dimmed">
            of {count(preview.total)} users · {share(preview.matching, preview.total)}
          </Text>{' '}
          {stale && finished && <Loader size={12} color="gray" aria-hidden />}
          {!finished && (
            <Text size="xs" c="dimmed">
              This is the count from before your last change. Finish the rule to count again.
            </Text>
          )}
        </>
      )}
    </Box>
  );
}

const listed = (users: number) =>
  users === 1 ? 'List the 1 user' : `List all ${count(users)} users`;
