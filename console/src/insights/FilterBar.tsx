import { Badge, Box, Button, Group, Text, TextInput, Title } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'react-router';
import type { Filter } from '../shared/contract';
import { When } from '../shared/When';
import classes from './FilterBar.module.css';
import type { Asked } from './useAsked';

const AT_ONCE = 7;

/** The saved filters, the one that was used last first; before them, all users. */
export function FilterBar({ filters, asked }: { filters: Filter[]; asked: Asked }) {
  const [all, setAll] = useState(false);
  const [q, setQ] = useState('');
  const chosen = asked.filter?.key;
  const words = q.toLowerCase().split(/\s+/).filter(Boolean);
  const found = filters.filter((filter) => {
    const text = `${filter.name} ${filter.key} ${filter.words}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
  const shown = all ? found : found.filter(({ key }, at) => at < AT_ONCE || key === chosen);
  const to = (filter: string | null) => asked.link({ filter, condition: null });
  return (
    <Box component="nav" aria-label="Saved filters" mb="lg">
      <Group justify="space-between" gap="sm" mb="xs" mih={36}>
        <Title order={2}>Saved filters</Title>
        {filters.length > AT_ONCE && (
          <TextInput
            aria-label="Find a filter"
            placeholder="Find a filter"
            leftSection={<IconSearch size={16} />}
            value={q}
            onChange={({ currentTarget }) => setQ(currentTarget.value)}
          />
        )}
      </Group>
      <ul className={classes.filters}>
        <li>
          <Link
            to={to(null)}
            className={classes.filter ?? ''}
            aria-current={!chosen && !asked.changed ? 'true' : undefined}
          >
            <Text component="span" fw={600}>
              All users
            </Text>
            <Text component="span" size="xs" c="dimmed">
              Everybody who is known here
            </Text>
          </Link>
        </li>
        {shown.map((filter) => (
          <li key={filter.key}>
            <Link
              to={to(filter.key)}
              className={classes.filter ?? ''}
              aria-current={filter.key === chosen ? 'true' : undefined}
            >
              <span className={classes.head}>
                <Text component="span" fw={600} truncate>
                  {filter.name}
                </Text>
                {filter.problem ? (
                  <Badge color="red" variant="light">
                    to be mended
                  </Badge>
                ) : (
                  filter.key === chosen &&
                  asked.changed && (
                    <Badge color="gray" variant="outline">
                      changed
                    </Badge>
                  )
                )}
              </span>
              <Text component="span" size="xs" lineClamp={2} className={classes.words}>
                {filter.words}
              </Text>
              <Text component="span" size="xs" c="dimmed">
                {filter.lastUsedAt ? (
                  <>
                    used <When at={filter.lastUsedAt} />
                  </>
                ) : (
                  'never used'
                )}
              </Text>
            </Link>
          </li>
        ))}
        {filters.length === 0 && (
          <li>
            <Text size="xs" c="dimmed" className={classes.none}>
              No filter is saved yet. Add a condition, then save it under a name to come back to it.
            </Text>
          </li>
        )}
      </ul>
      {words.length > 0 && found.length === 0 && (
        <Text size="sm" c="dimmed" mt="xs">
          No filter has “{q}” in its name or condition.
        </Text>
      )}
      {!all && found.length > shown.length && (
        <Button variant="subtle" size="xs" mt="xs" onClick={() => setAll(true)}>
          Show all {found.length} filters
        </Button>
      )}
    </Box>
  );
}
