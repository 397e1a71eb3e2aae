import { Button, Drawer, Group, Select, Stack } from '@mantine/core';
import { IconFilter, IconX } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useRef, useState, type ReactNode } from 'react';
import { useSearchParams } from 'react-router';
import { editable, EVERYBODY, unfinished } from '../conditions/condition';
import { ConditionEditor, useRuleFields } from '../conditions/ConditionEditor';
import { ConditionPreview, usePreview } from '../conditions/ConditionPreview';
import { focusWrong } from '../conditions/focus-wrong';
import { api, taken } from '../shared/api';
import type { Condition } from '../shared/contract';
import { useWhere } from '../shared/where';
import { savedFiltersQuery } from './queries';
import { withCondition } from './search';

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
          onClick={() => setEditing(true)}
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
      <Drawer
        opened={editing}
        onClose={() => setEditing(false)}
        position="right"
        size="44rem"
        // What was made so far would be lost by a slip.
        closeOnClickOutside={false}
        title="Which users"
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        <Editing
          start={condition ?? EVERYBODY}
          onCancel={() => setEditing(false)}
          onApply={(applied) => {
            setParameters(withCondition(parameters, applied));
            setEditing(false);
          }}
        />
      </Drawer>
    </>
  );
}

interface EditingProps {
  start: Condition;
  onCancel: () => void;
  onApply: (condition: Condition) => void;
}

function Editing({ start, onCancel, onApply }: EditingProps) {
  const [condition, setCondition] = useState(start);
  const [attempted, setAttempted] = useState(false);
  const fields = useRuleFields(false);
  const finished = fields !== undefined && unfinished(editable(condition), fields).size === 0;
  const preview = usePreview(condition, finished);
  const frame = useRef<HTMLDivElement>(null);
  const showWrong = () => {
    const wrong = frame.current?.querySelector<HTMLElement>('[aria-invalid="true"]');
    if (wrong) wrong.focus();
    else focusWrong();
  };
  return (
    <Stack ref={frame}>
      <ConditionEditor
        condition={condition}
        onChange={setCondition}
        errors={preview.errors}
        strict={attempted}
      />
      <ConditionPreview state={preview} finished={finished} />
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onCancel}>
          Cancel
        </Button>
        <Button
          onClick={() => {
            setAttempted(true);
            if (finished && !preview.errors?.length) onApply(condition);
            else setTimeout(showWrong);
          }}
        >
          Show these users
        </Button>
      </Group>
    </Stack>
  );
}
