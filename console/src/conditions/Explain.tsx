import { Badge, Box, Button, Group, Stack, Text, TextInput, VisuallyHidden } from '@mantine/core';
import { IconCheck, IconQuestionMark, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Condition, Explanation } from '../shared/contract';
import { LoadingRows, ProblemView } from '../shared/states';
import { valueWords } from '../shared/value-words';
import { useWhere } from '../shared/where';
import classes from './Explain.module.css';
import { fieldAt } from './condition';
import { useRuleFields } from './ConditionEditor';
import { explainQuery } from './queries';

interface Props {
  condition: Condition;
  /** Whether the condition can be asked about. */
  finished: boolean;
}

/** Says of one user which rules hold or fail, and what the user has there. */
export function Explain({ condition, finished }: Props) {
  const { system, environment } = useWhere();
  const fields = useRuleFields(true);
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
              isDate={(place) => {
                const name = fieldAt(condition, place);
                return fields?.find((field) => field.name === name)?.type === 'date';
              }}
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
  /** Whether the rule at a path looks at a date. */
  isDate: (path: string) => boolean;
}

function Result({ user, explanation, isDate }: ResultProps) {
  const { system } = useWhere();
  const { known, holds, rules } = explanation;
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
      <RuleReasons
        rules={rules.map((rule) => ({
          ...rule,
          value:
            isDate(rule.path) && rule.value !== null
              ? valueWords(rule.value, 'date', system.timeZone)
              : shown(rule.value),
        }))}
      />
    </Stack>
  );
}

interface ReasonsProps {
  /** Each with what the user has there in words, where that was asked; null where that is nothing. */
  rules: (Omit<Explanation['rules'][number], 'value'> & { value?: string | null })[];
}

/** The rules of a condition, and which of them hold for a user. */
export function RuleReasons({ rules }: ReasonsProps) {
  return (
    <Stack gap={0} component="ul" className={classes.rules}>
      {rules.map((rule) => (
        <li key={rule.path}>
          <Mark holds={rule.holds} />
          <Box miw={0}>
            <Text size="sm" className={classes.words}>
              {rule.words}
            </Text>
            {rule.holds !== null && rule.value !== undefined && (
              <Text size="xs" c="dimmed" className={classes.words}>
                {rule.value === null ? 'has no value' : `has ${rule.value}`}
              </Text>
            )}
          </Box>
        </li>
      ))}
    </Stack>
  );
}

type Value = Explanation['rules'][number]['value'];

function shown(value: Value): string | null {
  if (value === null) return null;
  if (Array.isArray(value)) return value.map((one) => `"${one}"`).join(', ');
  if (typeof value === 'string') return `"${value}"`;
  return value.toLocaleString('en', { maximumFractionDigits: 10 });
}

function Mark({ holds }: { holds: boolean | null }) {
  const [Icon, words, color] =
    holds === null
      ? ([IconQuestionMark, 'known at page load', 'gray'] as const)
      : holds
        ? ([IconCheck, 'holds', 'green'] as const)
        : ([IconX, 'fails', 'red'] as const);
  return (
    <Box className={classes.mark} c={`var(--mantine-color-${color}-light-color)`} title={words}>
      <Icon size={16} stroke={2.4} aria-hidden />
      <VisuallyHidden>{words}: </VisuallyHidden>
    </Box>
  );
}
