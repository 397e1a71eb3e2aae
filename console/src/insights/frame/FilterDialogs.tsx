import { Modal, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { filtersChanged } from '../../conditions/filters';
import { api, ifMatch, taken } from '../../shared/api';
import { Confirm } from '../../shared/Confirm';
import type { Filter } from '../../shared/contract';
import { Dependents } from '../../shared/Dependents';
import { notifyDone } from '../../shared/notify';
import { ProblemView } from '../../shared/states';
import { useWhere } from '../../shared/where';

interface Props {
  filter: Filter;
  opened: boolean;
  onClose: () => void;
}

const usesOf = ({ usedBy }: Filter) => usedBy.map((one) => ({ ...one, where: 'saved' }));

/** Lets a private filter be seen by everybody, or a shared one by its creator only. */
export function ShareFilter({ filter, opened, onClose }: Props) {
  const { system } = useWhere();
  const client = useQueryClient();
  const isPrivate = filter.visibility === 'private';
  const change = useMutation({
    mutationFn: () =>
      taken(
        api.PUT('/api/v1/systems/{system}/filters/{filter}', {
          params: {
            path: { system: system.key, filter: filter.key },
            header: ifMatch(filter.version),
          },
          body: { visibility: isPrivate ? 'shared' : 'private' },
        }),
      ),
    meta: { shown: true },
    onSuccess: async (saved) => {
      onClose();
      await filtersChanged(client, system.key);
      notifyDone(
        saved.visibility === 'private'
          ? `Only you see ${saved.name} now.`
          : `Everybody sees ${saved.name} now.`,
      );
    },
    onError: () => filtersChanged(client, system.key),
  });
  return (
    <Confirm
      opened={opened}
      title={isPrivate ? `Share ${filter.name} with everybody?` : `Make ${filter.name} private?`}
      action={isPrivate ? 'Share' : 'Make private'}
      harmless
      pending={change.isPending}
      onClose={() => {
        change.reset();
        onClose();
      }}
      onConfirm={() => change.mutate()}
    >
      {change.error ? (
        <ProblemView error={change.error} />
      ) : isPrivate ? (
        'Everybody who works with this system will see it, and editors may change it.'
      ) : (
        'Only who made it will see it. For everybody else, administrators too, it is not there any more, and links to it say so.'
      )}
    </Confirm>
  );
}

/** What takes the filter. */
export function UsesOfFilter({ filter, opened, onClose }: Props) {
  const uses = usesOf(filter);
  return (
    <Modal opened={opened} onClose={onClose} title={`Where ${filter.name} is used`}>
      {uses.length === 0 ? (
        <Text size="sm">
          No report that you see takes it. Links to views with it stay good as long as it is there.
        </Text>
      ) : (
        <Dependents dependents={uses} />
      )}
    </Modal>
  );
}

/** Removes the filter, unless something takes it. */
export function DeleteFilter({
  filter,
  opened,
  onClose,
  onDeleted,
}: Props & { onDeleted: () => unknown }) {
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
  const uses = usesOf(filter);
  if (uses.length > 0) {
    return (
      <Modal opened={opened} onClose={onClose} title={`${filter.name} is in use`}>
        <Text size="sm" mb="sm">
          It can be deleted once nothing takes it any more.
        </Text>
        <Dependents dependents={uses} />
      </Modal>
    );
  }
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
      ) : filter.visibility === 'private' ? (
        'Its condition cannot be had back. No user is touched.'
      ) : (
        'It goes for everybody who works with this system, and its condition cannot be had back. No user is touched.'
      )}
    </Confirm>
  );
}
