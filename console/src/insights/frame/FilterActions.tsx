import { ActionIcon, Button, Menu, Text } from '@mantine/core';
import { IconCopy, IconDots, IconPencil, IconTrash } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { filtersChanged } from '../../conditions/filters';
import { focusWrong } from '../../conditions/focus-wrong';
import { api, ifMatch, taken } from '../../shared/api';
import { Confirm } from '../../shared/Confirm';
import type { Condition, Filter } from '../../shared/contract';
import { notifyDone, notifyProblem } from '../../shared/notify';
import { isConflict } from '../../shared/problem';
import { ProblemView } from '../../shared/states';
import { useWhere } from '../../shared/where';
import { NameFilter } from './NameFilter';
import type { Asked } from './asked';

interface Props {
  asked: Asked;
  /** A condition that is not finished was to be saved. */
  onUnfinished: () => void;
}

/** Saves what is asked, under a new name or that of the filter; renames and deletes the filter. */
export function FilterActions({ asked, onUnfinished }: Props) {
  const { filter, changed, draft, finished } = asked;
  const navigate = useNavigate();
  const [naming, setNaming] = useState<'new' | 'rename' | null>(null);
  const [deleting, setDeleting] = useState(false);
  // What is edited is a change of the filter as it was when that began; what is there meanwhile may be later.
  const [base, setBase] = useState(filter);
  if (base !== filter && (!changed || base?.key !== filter?.key)) setBase(filter);
  const change = useChange(filter?.key ?? '', () =>
    navigate(asked.link({ condition: null }), { replace: true }),
  );
  const ready = (then: () => void) => {
    if (finished) return then();
    onUnfinished();
    setTimeout(focusWrong);
  };
  return (
    <>
      {changed && filter && (
        <Button
          loading={change.isPending}
          onClick={() =>
            ready(() => change.mutate({ condition: draft, version: (base ?? filter).version }))
          }
        >
          Save
        </Button>
      )}
      {(changed || filter) && (
        <>
          {!filter ? (
            <Button onClick={() => ready(() => setNaming('new'))}>Save as a filter</Button>
          ) : (
            <Menu position="bottom-end" shadow="md">
              <Menu.Target>
                <ActionIcon variant="default" size={36} aria-label={`More about ${filter.name}`}>
                  <IconDots size={18} />
                </ActionIcon>
              </Menu.Target>
              <Menu.Dropdown>
                <Menu.Item
                  leftSection={<IconCopy size={16} />}
                  onClick={() => ready(() => setNaming('new'))}
                >
                  Save as a new filter
                </Menu.Item>
                <Menu.Item
                  leftSection={<IconPencil size={16} />}
                  onClick={() => setNaming('rename')}
                >
                  Rename
                </Menu.Item>
                <Menu.Item
                  color="red"
                  leftSection={<IconTrash size={16} />}
                  onClick={() => setDeleting(true)}
                >
                  Delete
                </Menu.Item>
              </Menu.Dropdown>
            </Menu>
          )}
        </>
      )}
      <NameFilter
        condition={draft}
        filter={naming === 'rename' ? filter : null}
        opened={naming !== null}
        onClose={() => setNaming(null)}
        onMade={(made) => navigate(asked.link({ filter: made.key, condition: null }))}
      />
      {filter && (
        <Confirm
          opened={isConflict(change.error)}
          title={`Someone else changed ${filter.name} meanwhile`}
          action="Save mine over theirs"
          pending={change.isPending}
          onClose={change.reset}
          onConfirm={() => change.mutate({ condition: draft, version: filter.version })}
        >
          It was saved with another condition or name while you were editing, and yours is not saved
          yet. This is what it says now:
          <Text size="sm" fw={550} mt="xs">
            {filter.words}
          </Text>
        </Confirm>
      )}
      {filter && (
        <DeleteFilter
          filter={filter}
          opened={deleting}
          onClose={() => setDeleting(false)}
          onDeleted={() => navigate(asked.link({ filter: null, condition: null }))}
        />
      )}
    </>
  );
}

/** Gives a filter another condition, unless someone else was faster; then theirs is there to be seen. */
function useChange(filter: string, onSaved: () => unknown) {
  const { system } = useWhere();
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ condition, version }: { condition: Condition; version: number }) =>
      taken(
        api.PUT('/api/v1/systems/{system}/filters/{filter}', {
          params: {
            path: { system: system.key, filter },
            header: ifMatch(version),
          },
          body: { condition },
        }),
      ),
    meta: { shown: true },
    onSuccess: async (saved) => {
      await filtersChanged(client, system.key);
      await onSaved();
      notifyDone(`${saved.name} is saved.`);
    },
    onError: async (error) => {
      if (isConflict(error)) await filtersChanged(client, system.key);
      else notifyProblem(error);
    },
  });
}

interface DeleteProps {
  filter: Filter;
  opened: boolean;
  onClose: () => void;
  onDeleted: () => unknown;
}

function DeleteFilter({ filter, opened, onClose, onDeleted }: DeleteProps) {
  const { system } = useWhere();
  const client = useQueryClient();
  const remove = useMutation({
    mutationFn: () =>
      taken(
        api.DELETE('/api/v1/systems/{system}/filters/{filter}', {
          params: {
            path: { system: system.key, filter: filter.key },
            header: ifMatch(filter.version),
          },
        }),
      ),
    meta: { shown: true },
    onSuccess: async () => {
      onClose();
      await onDeleted();
      await filtersChanged(client, system.key);
      notifyDone(`${filter.name} is deleted.`);
    },
    onError: () => filtersChanged(client, system.key),
  });
  return (
    <Confirm
      opened={opened}
      title={`Delete ${filter.name}?`}
      action="Delete"
      pending={remove.isPending}
      onClose={() => {
        remove.reset();
        onClose();
      }}
      onConfirm={() => remove.mutate()}
    >
      {remove.error ? (
        <ProblemView error={remove.error} />
      ) : (
        'It goes for everybody who works with this system, and its condition cannot be had back. No user is touched.'
      )}
    </Confirm>
  );
}
