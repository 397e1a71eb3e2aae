import { Group, Text, VisuallyHidden } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { count } from '../../shared/time';
import { useSurroundings } from '../context';
import type { RuleField } from '../fields';

/** What the field has, as far as the server can list it, and how many users have each value. */
export function useSuggestions(field: RuleField, q: string) {
  const { values } = useSurroundings();
  const [settled] = useDebouncedValue(q, 200);
  const { data } = useQuery({ ...values(field.name, settled), enabled: field.listed });
  const known = field.listed ? data : undefined;
  const items: { value: string; users?: number }[] = known
    ? known.values.map(({ value, users }) => ({ value: String(value), users }))
    : (field.choices ?? []).map(({ value }) => ({ value: String(value) }));
  return {
    known,
    items: items.map(({ value }) => value),
    usersOf: (value: string) => items.find((item) => item.value === value)?.users,
  };
}

/** A value in the list, with how many users have it. */
export function SuggestedValue({ value, users }: { value: string; users: number | undefined }) {
  return (
    <Group gap="md" wrap="nowrap" justify="space-between" flex={1} miw={0}>
      <Text size="sm" truncate>
        {value === '' ? '(empty)' : value}
      </Text>
      {users !== undefined && (
        <Text size="xs" c="dimmed" className="numbers">
          {count(users)}
          <VisuallyHidden> users</VisuallyHidden>
        </Text>
      )}
    </Group>
  );
}
