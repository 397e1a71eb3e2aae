import { Box, Group, Loader, Progress, Skeleton, Stack, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { Condition, FieldError, ListedUser } from '../shared/contract';
import { ProblemError } from '../shared/problem';
import { ProblemView } from '../shared/states';
import { count, share } from '../shared/time';
import { valueWords } from '../shared/value-words';
import { usePath, useWhere } from '../shared/where';
import { asksPage } from './condition';
import { useRuleFields } from './ConditionEditor';
import { asMapped, briefly } from './fields';
import { explainQuery, previewQuery } from './queries';
import classes from './ConditionPreview.module.css';

const SETTLED_MILLIS = 350;

/**
 * What a condition comes to here, once it has stayed the same for a moment. The last answer wins.
 *
 * @param page whether it may ask what only a page load knows; else that is a mistake of its rules
 */
export function usePreview(condition: Condition, finished: boolean, page = true) {
  const { system, environment } = useWhere();
  const [settled] = useDebouncedValue(condition, SETTLED_MILLIS);
  const current = settled === condition;
  const asks = page && asksPage(settled);
  const query = useQuery({
    ...previewQuery(system.key, environment.key, settled),
    enabled: finished && current && !asks,
    retry: false,
  });
  const problem = query.error instanceof ProblemError ? query.error : null;
  const needsPage = asks || (page && problem?.code === 'needs-page');
  // The words of what only a page load can tell come with the explanation, whoever is asked about.
  const explained = useQuery({
    ...explainQuery(system.key, environment.key, '-', settled),
    enabled: finished && current && needsPage,
    retry: false,
  });
  const error = needsPage ? explained.error : query.error;
  const errors: FieldError[] | undefined =
    current && error instanceof ProblemError ? error.problem.errors : undefined;
  return {
    /** The condition that was the same for a moment. */
    settled,
    preview: needsPage ? undefined : query.data,
    words: needsPage ? explained.data?.words : query.data?.words,
    needsPage,
    error,
    errors,
    /** Whether what is shown is of an earlier condition. */
    stale: !finished || !current || query.isPlaceholderData || query.isFetching,
    refetch: query.refetch,
  };
}

interface Props {
  state: ReturnType<typeof usePreview>;
  finished: boolean;
}

interface PreviewProps extends Props {
  /** Where the words already stand somewhere. */
  wordless?: boolean;
}

/** How many users a condition holds for, some of them, and the condition in words. */
export function ConditionPreview({ state, finished, wordless }: PreviewProps) {
  const { preview, words, error, errors, stale } = state;
  return (
    <Stack gap="md">
      <Box aria-live="polite" aria-busy={stale}>
        <Count state={state} finished={finished} />
      </Box>
      {words && !wordless && (
        <Box>
          <Text size="xs" c="dimmed" mb={2}>
            In words
          </Text>
          <Text size="sm" className={classes.words}>
            {words}
          </Text>
        </Box>
      )}
      {preview && preview.sample.length > 0 && (
        <Box>
          <Text size="xs" c="dimmed" mb={4}>
            {preview.matching > preview.sample.length
              ? `${preview.sample.length} of them`
              : 'All of them'}
          </Text>
          <Sample users={preview.sample} />
        </Box>
      )}
      {error && !errors?.length && finished && (
        <ProblemView error={error} onRetry={() => void state.refetch()} />
      )}
    </Stack>
  );
}

function Count({ state, finished }: Props) {
  const { preview, needsPage, errors, stale, error } = state;
  if (finished && errors?.length) {
    return <Text size="sm">Not counted until what is marked is mended.</Text>;
  }
  if (needsPage && finished) {
    return (
      <>
        <Text className={classes.count}>Known at page load</Text>
        <Text size="sm" c="dimmed">
          A rule asks about the page, the browser or the time, so who is in it shows only while a
          page loads. Check a user below to see the other rules.
        </Text>
      </>
    );
  }
  if (!preview) {
    if (!finished) return <Text size="sm">Finish the rule to see how many users match.</Text>;
    return error ? null : <Skeleton h={62} role="status" aria-label="Counting" />;
  }
  const part = preview.total === 0 ? 0 : (100 * preview.matching) / preview.total;
  return (
    <Box>
      <Group gap={6} align="baseline" wrap="wrap">
        <Text component="span" className={classes.count}>
          {count(preview.matching)}
        </Text>
        <Text component="span" c="dimmed" size="sm">
          of {count(preview.total)} users
          {preview.total > 0 && ` · ${share(preview.matching, preview.total)}`}
        </Text>
        {stale && finished && <Loader size={12} color="gray" aria-hidden />}
      </Group>
      <Progress value={part} size={6} mt={8} aria-label="Share of all users" />
      {!finished && (
        <Text size="xs" c="dimmed" mt={6}>
          This is the count from before your last change. Finish the rule to count again.
        </Text>
      )}
    </Box>
  );
}

function Sample({ users }: { users: ListedUser[] }) {
  const path = usePath();
  const { system } = useWhere();
  const fields = useRuleFields(false) ?? [];
  const attributes = fields.filter(({ source }) => source !== undefined);
  const nameOf = ({ integration, name }: ListedUser['attributes'][number]) => {
    const field = attributes.find((one) => one.name === `${integration}.${name}`);
    return field ? briefly(field, attributes) : name;
  };
  return (
    <Stack gap={0} component="ul" className={classes.sample}>
      {users.map((user) => (
        <li key={user.id}>
          <Text
            component={Link}
            to={path(`users/${encodeURIComponent(user.id)}`)}
            size="sm"
            fw={500}
            className={classes.user}
          >
            {user.id}
          </Text>
          <Text size="xs" c="dimmed" truncate>
            {asMapped(user, fields)
              .map((one) => `${nameOf(one)}: ${valueWords(one.value, one.type, system.timeZone)}`)
              .join(' · ') || 'no attributes'}
          </Text>
        </li>
      ))}
    </Stack>
  );
}
