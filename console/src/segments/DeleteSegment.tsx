import { Stack, Text } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { api, ifMatch, taken } from '../shared/api';
import { Confirm } from '../shared/Confirm';
import type { Dependent, Segment } from '../shared/contract';
import { afterwards, Dependents } from '../shared/Dependents';
import { notifyDone } from '../shared/notify';
import { ProblemError } from '../shared/problem';
import { ProblemView } from '../shared/states';
import { useWhere } from '../shared/where';
import { segmentsHereQuery } from './queries';

interface Props {
  segment: Segment;
  opened: boolean;
  onClose: () => void;
  onDeleted: () => Promise<void>;
}

/** Asks before a segment is deleted, with what depends on it. */
export function DeleteSegment({ segment, opened, onClose, onDeleted }: Props) {
  const { system, environment } = useWhere();
  const { data } = useQuery({
    ...segmentsHereQuery(system.key, environment.key),
    enabled: opened,
  });
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
  const usedBy = (data?.find(({ key }) => key === segment.key)?.usedBy ?? []).flatMap(
    ({ kind, key, name }): Dependent[] =>
      kind === 'environment' ? [] : [{ kind, key, name, where: 'draft' }],
  );
  // What the server refuses by is what counts; until it is asked, what the list of segments says.
  const refused =
    remove.error instanceof ProblemError && remove.error.code === 'in-use'
      ? remove.error.problem
      : null;
  const dependents = refused?.dependents ?? usedBy;
  const inUse = dependents.length > 0;
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
      onConfirm={() => remove.mutate(inUse)}
    >
      {remove.error && !refused ? (
        <ProblemView error={remove.error} />
      ) : (
        <Stack gap="xs">
          {inUse && (
            <>
              <Text size="sm">These name it in their conditions:</Text>
              <Dependents dependents={dependents} />
              <Text size="sm">{afterwards(dependents, true)}</Text>
            </>
          )}
          <Text size="sm">
            Its condition cannot be had back.{' '}
            {live.length > 0
              ? `Page loads in ${live.join(' and ')} go on using what is published until you publish there the next time.`
              : 'It is not published anywhere.'}
          </Text>
        </Stack>
      )}
    </Confirm>
  );
}
