import { Badge, Box, Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Condition, Explanation } from '../shared/contract';
import { LoadingRows, ProblemView } from '../shared/states';
import { useWhere } from '../shared/where';
import classes from './Explain.module.css';
import { explainQuery } from './queries';
import { RuleReasons } from './RuleReasons';

interface Props {
  condition: Condition;
  /** Whether the condition can be asked about. */
  finished: boolean;
}

/** Says of one user which rules hold or fail, and what the user has there. */
export function Explain({ condition, finished }: Props) {
  const { system, environment } = useWhere();
  const [typed, setTyped] = useState('');
  const [user, setUser] = useState('');
  const query = useQuery({
    ...explainQuery(system.key, environment.key, user, condition),
    enabled: user !== '' && finished,
    retry: false,
  });
  return (
    <Stack gap="sm">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          setUser(typed.trim());
        }}
      >
        <Group gap="xs" align="flex-end" wrap="nowrap">
          <TextInput
            flex={1}
            label="User"
            placeholder="ann@example.com"
            autoComplete="off"
            spellCheck={false}
            value={typed}
            onChange={({ currentTarget }) => setTyped(currentTarget.value)}
          />
          <Button type="submit" variant="default" disabled={!finished || typed.trim() === ''}>
            Check
          </Button>
        </Group>
      </form>
      <Box aria-live="polite">
        {user !== '' &&
          (query.data && !query.error ? (
            <Result
              user={user}
              explanation={query.data}
              // What stands in until the answer comes is of another condition.
              condition={query.isPlaceholderData ? undefined : condition}
            />
          ) : query.error ? (
            <ProblemView error={query.error} />
          ) : (
            <LoadingRows rows={2} height={28} />
          ))}
      </Box>
    </Stack>
  );
}

interface ResultProps {
  user: string;
  explanation: Explanation;
  condition: Condition | undefined;
}

function Result({ user, explanation, condition }: ResultProps) {
  const { known, holds, rules, segments } = explanation;
  return (
    <Stack gap="xs">
      <Group gap="xs" wrap="wrap">
        <Badge color={holds === null ? 'gray' : holds ? 'green' : 'red'} variant="light">
          {holds === null ? 'known at page load' : holds ? 'matches' : 'does not match'}
        </Badge>
        <Text size="sm" className={classes.user}>
          {user}
        </Text>
      </Group>
      {!known && (
        <Text size="xs" c="dimmed">
          No user of this identifier is known here. This is what would hold for one without
          attributes.
        </Text>
      )}
      {rules.length === 0 && <Text size="sm">There is no rule, so everybody matches.</Text>}
      <RuleReasons rules={rules} segments={segments} condition={condition} />
    </Stack>
  );
}
