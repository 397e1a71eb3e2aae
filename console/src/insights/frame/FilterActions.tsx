import { ActionIcon, Button, Menu, Text } from '@mantine/core';
import {
  IconCopy,
  IconDots,
  IconLink,
  IconLock,
  IconPencil,
  IconTrash,
  IconUsers,
} from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { filtersChanged } from '../../conditions/filters';
import { focusWrong } from '../../conditions/focus-wrong';
import { api, ifMatch, taken } from '../../shared/api';
import { Confirm } from '../../shared/Confirm';
import type { Condition } from '../../shared/contract';
import { notifyDone, notifyProblem } from '../../shared/notify';
import { isConflict } from '../../shared/problem';
import { useWhere } from '../../shared/where';
import type { Asked } from './asked';
import { DeleteFilter, ShareFilter, UsesOfFilter } from './FilterDialogs';
import { NameFilter } from './NameFilter';

interface Props {
  asked: Asked;
  /** A condition that is not finished was to be saved. */
  onUnfinished: () => void;
}

type Opened = 'new' | 'rename' | 'share' | 'uses' | 'delete';

/** Saves what is asked, under a new name or that of the filter; and what else can be done with the filter. */
export function FilterActions({ asked, onUnfinished }: Props) {
  const { filter, changed, draft, finished } = asked;
  const navigate = useNavigate();
  const [opened, setOpened] = useState<Opened | null>(null);
  const close = () => setOpened(null);
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
  if (!changed && !filter) return null;
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
      {!filter ? (
        <Button onClick={() => ready(() => setOpened('new'))}>Save as a filter</Button>
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
              onClick={() => ready(() => setOpened('new'))}
            >
              {changed ? 'Save as a new filter' : 'Duplicate'}
            </Menu.Item>
            <Menu.Item leftSection={<IconPencil size={16} />} onClick={() => setOpened('rename')}>
              Rename
            </Menu.Item>
            <Menu.Item
              leftSection={
                filter.visibility === 'private' ? <IconUsers size={16} /> : <IconLock size={16} />
              }
              onClick={() => setOpened('share')}
            >
              {filter.visibility === 'private' ? 'Share with everybody' : 'Make private'}
            </Menu.Item>
            <Menu.Item leftSection={<IconLink size={16} />} onClick={() => setOpened('uses')}>
              Where it is used
            </Menu.Item>
            <Menu.Item
              color="red"
              leftSection={<IconTrash size={16} />}
              onClick={() => setOpened('delete')}
            >
              Delete
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      )}
      <NameFilter
        condition={draft}
        filter={opened === 'rename' ? filter : null}
        opened={opened === 'new' || opened === 'rename'}
        onClose={close}
        onMade={(made) => navigate(asked.link({ filter: made.key, condition: null }))}
      />
      {filter && (
        <>
          <Confirm
            opened={isConflict(change.error)}
            title={`Someone else changed ${filter.name} meanwhile`}
            action="Save mine over theirs"
            pending={change.isPending}
            onClose={change.reset}
            onConfirm={() => change.mutate({ condition: draft, version: filter.version })}
          >
            It was saved with another condition or name while you were editing, and yours is not
            saved yet. This is what it says now:
            <Text size="sm" fw={550} mt="xs">
              {filter.words}
            </Text>
          </Confirm>
          <ShareFilter filter={filter} opened={opened === 'share'} onClose={close} />
          <UsesOfFilter filter={filter} opened={opened === 'uses'} onClose={close} />
          <DeleteFilter
            filter={filter}
            opened={opened === 'delete'}
            onClose={close}
            onDeleted={() => navigate(asked.link({ filter: null, condition: null }))}
          />
        </>
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
