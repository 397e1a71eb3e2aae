import { List, Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { SAMPLES } from '../integrations/kept';
import { api, taken } from '../shared/api';
import { Confirm } from '../shared/Confirm';
import { notifyDone } from '../shared/notify';
import { forgetAll } from '../shared/tab';
import { tellTabs } from '../shared/tabs';
import { usePath, useWhere } from '../shared/where';
import { forgetLeft } from './left';
import { NamedIn } from './NamedIn';
import { usersKey } from './queries';

interface Props {
  user: string;
  opened: boolean;
  onClose: () => void;
}

/** Asks, says what is erased and what is not, and erases. */
export function EraseUser({ user, opened, onClose }: Props) {
  const { system, environment } = useWhere();
  const path = usePath();
  const navigate = useNavigate();
  const client = useQueryClient();
  const erase = useMutation({
    mutationFn: () =>
      taken(
        api.DELETE('/api/v1/systems/{system}/environments/{environment}/users/{user}', {
          params: {
            path: { system: system.key, environment: environment.key, user },
            query: { confirm: true },
          },
        }),
      ),
    onSuccess: async () => {
      forgetLeft();
      // A sample may be a payload about the user.
      forgetAll(SAMPLES);
      tellTabs({ what: 'erased' });
      // At once, or this page, still standing, asks for who is gone.
      await navigate(path('users'), { replace: true, flushSync: true });
      // Not only stale: nothing of the user stays in this tab.
      client.removeQueries({ queryKey: usersKey(system.key, environment.key), type: 'inactive' });
      const environmentKey = ['systems', system.key, 'environments', environment.key];
      client.removeQueries({ queryKey: environmentKey, type: 'inactive' });
      await client.invalidateQueries({ queryKey: environmentKey });
      notifyDone('The user is erased.');
    },
  });
  // Asked before: afterwards nobody here knows of whom it is.
  const { data: named } = useQuery({
    queryKey: [...usersKey(system.key, environment.key), 'named', user],
    queryFn: ({ signal }) =>
      taken(
        api.POST('/api/v1/systems/{system}/environments/{environment}/users/erase', {
          params: { path: { system: system.key, environment: environment.key } },
          body: { users: [user], dryRun: true },
          signal,
        }),
      ),
    enabled: opened,
  });
  return (
    <Confirm
      opened={opened}
      onClose={onClose}
      title={`Erase this user in ${environment.name}?`}
      action="Erase for good"
      typed={user}
      pending={erase.isPending}
      onConfirm={() => erase.mutate()}
    >
      <Stack gap="xs">
        <Text size="sm">At once, and so that it cannot be had back:</Text>
        <List size="sm" spacing={4}>
          <List.Item>the identifier, all attributes, and what pages told</List.Item>
          <List.Item>the place in every segment, count and list</List.Item>
          <List.Item>the deliveries about the user, with what is kept of them</List.Item>
        </List>
        <Text size="sm">What it does not reach:</Text>
        <List size="sm" spacing={4}>
          <List.Item>
            old files of the server, from which nothing is read out any more; they go by themselves,
            after about as long as deliveries are kept
          </List.Item>
          <List.Item>
            refused payloads that did not say whom they were about, until their age
          </List.Item>
          <List.Item>copies that were made of the data directory, and exports</List.Item>
          <List.Item>
            the senders: if one sends the user again, that is a new user, without anything of before
          </List.Item>
        </List>
        <NamedIn
          places={named?.namedIn ?? []}
          said="The identifier stands in these, until somebody takes it out:"
        />
        <Text size="sm">
          The audit log notes that you did this, with a fingerprint in place of the identifier.
        </Text>
      </Stack>
    </Confirm>
  );
}
