import { Button, Group, Select } from '@mantine/core';
import { IconFilter, IconX } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState, type ReactNode } from 'react';
import { useSearchParams } from 'react-router';
import { EVERYBODY } from '../conditions/condition';
import { api, taken } from '../shared/api';
import type { Condition } from '../shared/contract';
import { useWhere } from '../shared/where';
import { savedFiltersQuery } from './queries';
import { withCondition } from './search';

// The list can be read without it.
const FilterDrawer = lazy(async () => ({
  default: (await import('./FilterDrawer')).FilterDrawer,
}));

interface Props {
  /** What the list is narrowed down by, saved or not. */
  condition: Condition | null;
  children: ReactNode;
}

/** Chooses a saved filter, or makes a condition for this list. Both are in the address. */
export function FilterBar({ condition, children }: Props) {
  const { system } = useWhere();
  const [parameters, setParameters] = useSearchParams();
  const { data: filters } = useQuery(savedFiltersQuery(system.key));
  const [editing, setEditing] = useState(false);
  const [opened, setOpened] = useState(false);
  const chosen = filters?.find(({ key }) => key === parameters.get('filter'));
  const use = useMutation({
    mutationFn: (filter: string) =>
      taken(
        api.POST('/api/v1/systems/{system}/filters/{filter}/use', {
          params: { path: { system: system.key, filter } },
        }),
      ),
    // Only a note; the list does not depend on it.
    meta: { shown: true },
  });
  return (
    <>
      {filters && filters.length > 0 && (
        <Select
          aria-label="Saved filter"
          placeholder="Saved filter"
          data={filters.map(({ key, name }) => ({ value: key, label: name }))}
          value={chosen?.key ?? null}
          searchable
          clearable
          nothingFoundMessage="No filter is called that."
          w={{ base: '100%', xs: 210 }}
          onChange={(key) => {
            const next = withCondition(parameters, null);
            if (key) {
              next.set('filter', key);
              use.mutate(key);
            }
            setParameters(next);
          }}
        />
      )}
      <Group gap="xs">
        <Button
          variant="default"
          leftSection={<IconFilter size={16} />}
          onClick={() => {
            setOpened(true);
            setEditing(true);
          }}
        >
          {condition ? 'Edit filter' : 'Filter'}
        </Button>
        {condition && (
          <Button
            variant="subtle"
            color="gray"
            leftSection={<IconX size={16} />}
            onClick={() => setParameters(withCondition(parameters, null))}
          >
            Clear filter
          </Button>
        )}
        {children}
      </Group>
      {opened && (
        <Suspense>
          <FilterDrawer
            condition={condition ?? EVERYBODY}
            opened={editing}
            onClose={() => setEditing(false)}
            onApply={(applied) => {
              setParameters(withCondition(parameters, applied));
              setEditing(false);
            }}
          />
        </Suspense>
      )}
    </>
  );
}
