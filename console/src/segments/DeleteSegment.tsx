import { Box, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { api, ifMatch, taken } from '../shared/api';
import { Confirm } from '../shared/Confirm';
import type { Segment } from '../shared/contract';
import { afterwards, Dependents } from '../shared/Dependents';
import { notifyDone } from '../shared/notify';
import { ProblemError } from '../shared/problem';
import { ProblemView } from '../shared/states';
import { useWhere } from '../shared/where';

interface Props {
  segment: Segment;
  opened: boolean;
  onClose: () => void;
  onDeleted: () => Promise<void>;
}

/** Asks before a segment is deleted, and once more with what depends on it. */
export function DeleteSegment({ segment, opened, onClose, onDeleted }: Props) {
  const { system } = useWhere();
  const remove = useMutation({
    mutationFn: (confirm: boolean) =>
      taken(
        api.DELETE('/api/v1/systems/{system}/segments/{segment}', {
          params: {
            path: { system: system.key, segment: segment.key },
            query: confirm ? { confirm: true } : {},
            header: ifMatch(segment.version),
          },
        }),
      ),
    meta: { shown: true },
    onSuccess: async () => {
      onClose();
      notifyDone(`${segment.name} is deleted.`);
      await onDeleted();
    },
  });
  const inUse =
    remove.error instanceof ProblemError && remove.error.code === 'in-use'
      ? (remove.error.problem.dependents ?? [])
      : null;
  const live = Object.entries(segment.statusByEnvironment)
    .filter(([, status]) => status !== 'draft')
    .map(([key]) => system.environments.find((one) => one.key === key)?.name ?? key);
  return (
    <Confirm
      opened={opened}
      title={`Delete ${segment.name}?`}
      action={inUse ? 'Delete anyway' : 'Delete'}
      pending={remove.isPending}
      onClose={() => {
        remove.reset();
        onClose();
      }}
      onConfirm={() => remove.mutate(inUse !== null)}
    >
      {inUse ? (
        <>
          <Text size="sm">These name it in their conditions:</Text>
          <Box mt="xs">
            <Dependents dependents={inUse} />
          </Box>
          <Text size="sm" mt="xs">
            {afterwards(inUse)}
          </Text>
        </>
      ) : remove.error ? (
        <ProblemView error={remove.error} />
      ) : live.length > 0 ? (
        `Its condition cannot be had back. Page loads in ${live.join(' and ')} go on using it until you publish there the next time.`
      ) : (
        'Its condition cannot be had back. It is not published anywhere.'
      )}
    </Confirm>
  );
}
