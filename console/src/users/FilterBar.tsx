import { Button, Group, Select } from '@mantine/core';
import { IconAdjustmentsHorizontal, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { lazy, useState, type ReactNode } from 'react';
import { EVERYBODY, narrows } from '../conditions/condition';
import { filtersQuery } from '../conditions/filters';
import type { Condition } from '../shared/contract';
import { useWhere } from '../shared/where';
import { withCondition } from './search';
import { useAddress } from '../shared/useAddress';
import { Later } from '../shared/Later';

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
  const [parameters, setParameters] = useAddress();
  const { data: filters } = useQuery(filtersQuery(system.key));
  const [editing, setEditing] = useState(false);
  const [opened, setOpened] = useState(false);
  // With another condition in its place it is no longer what is listed.
  const chosen = parameters.has('condition')
    ? undefined
    : filters?.find(({ key }) => key === parameters.get('filter'));
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
            if (key) next.set('filter', key);
            setParameters(next);
          }}
        />
      )}
      <Group gap="xs">
        <Button
          variant="default"
          leftSection={<IconAdjustmentsHorizontal size={16} />}
          onClick={() => {
            setOpened(true);
            setEditing(true);
          }}
        >
          {narrows(condition) ? 'Edit the condition' : 'Add a condition'}
        </Button>
        {narrows(condition) && (
          <Button
            variant="subtle"
            color="gray"
            leftSection={<IconX size={16} />}
            onClick={() => setParameters(withCondition(parameters, null))}
          >
            Back to all users
          </Button>
        )}
        {children}
      </Group>
      {opened && (
        <Later>
          <FilterDrawer
            condition={condition ?? EVERYBODY}
            opened={editing}
            onClose={() => setEditing(false)}
            onApply={(applied) => {
              setParameters(withCondition(parameters, applied));
              setEditing(false);
            }}
          />
        </Later>
      )}
    </>
  );
}
