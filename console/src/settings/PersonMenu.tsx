import { ActionIcon, Button, Group, Menu, Modal, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconDots, IconKey, IconLogout, IconPencil, IconTrash } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, ifMatch, taken } from '../shared/api';
import { Confirm } from '../shared/Confirm';
import type { Person } from '../shared/contract';
import { notifyDone } from '../shared/notify';
import { FormProblem } from '../shared/FormProblem';
import { fieldErrors } from '../shared/problem';
import { RoleSelect } from '../shared/RoleSelect';
import { sessionQuery } from '../shared/session';
import type { MadeLink } from './PeoplePage';
import { peopleQuery } from './queries';

interface Props {
  person: Person;
  self: boolean;
  onLink: (made: MadeLink) => void;
}

/** What can be done about a person. */
export function PersonMenu({ person, self, onLink }: Props) {
  const queryClient = useQueryClient();
  const [open, setOpen] = useState<'change' | 'reset' | 'remove' | null>(null);
  const close = () => setOpen(null);
  const path = { person: person.id };
  const reset = useMutation({
    mutationFn: () => taken(api.POST('/api/v1/people/{person}/reset', { params: { path } })),
    onSuccess: (link) => {
      close();
      const kind = person.signIn === 'invited' ? 'invitation' : 'reset';
      onLink({ link, name: person.name, kind });
    },
  });
  const signOut = useMutation({
    mutationFn: () => taken(api.POST('/api/v1/people/{person}/sign-out', { params: { path } })),
    onSuccess: () => notifyDone(`${person.name} is signed out everywhere.`),
  });
  const remove = useMutation({
    mutationFn: () => taken(api.DELETE('/api/v1/people/{person}', { params: { path } })),
    onSuccess: async () => {
      await queryClient.invalidateQueries(peopleQuery);
      notifyDone(`${person.name} is removed.`);
    },
  });
  return (
    <>
      <Menu position="bottom-end" shadow="md">
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" aria-label={`Actions for ${person.name}`}>
            <IconDots size={18} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconPencil size={16} />} onClick={() => setOpen('change')}>
            Change name or role …
          </Menu.Item>
          <Menu.Item leftSection={<IconKey size={16} />} onClick={() => setOpen('reset')}>
            {person.signIn === 'invited' ? 'Make a new link …' : 'Link to a new password …'}
          </Menu.Item>
          <Menu.Item leftSection={<IconLogout size={16} />} onClick={() => signOut.mutate()}>
            Sign out everywhere
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item
            color="red"
            leftSection={<IconTrash size={16} />}
            disabled={self}
            onClick={() => setOpen('remove')}
          >
            Remove …
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Modal opened={open === 'change'} onClose={close} title={`Change ${person.name}`}>
        <PersonForm person={person} onDone={close} />
      </Modal>
      <Confirm
        opened={open === 'reset'}
        onClose={close}
        title={`Make a link for ${person.name}?`}
        action="Make the link"
        harmless
        pending={reset.isPending}
        onConfirm={() => reset.mutate()}
      >
        With it they choose a new password and are signed in. Links that were made for them before
        stop working.
      </Confirm>
      <Confirm
        opened={open === 'remove'}
        onClose={close}
        title={`Remove ${person.name}?`}
        action="Remove"
        pending={remove.isPending}
        onConfirm={() => remove.mutate()}
      >
        They are signed out at once and cannot come back unless invited again. What they made stays,
        and so does their name in the audit log.
      </Confirm>
    </>
  );
}

function PersonForm({ person, onDone }: { person: Person; onDone: () => void }) {
  const queryClient = useQueryClient();
  const form = useForm({
    initialValues: { name: person.name, role: person.role },
    validate: { name: (name) => (name.trim() ? null : 'Enter their name.') },
  });
  const save = useMutation({
    mutationFn: ({ name, role }: typeof form.values) =>
      taken(
        api.PUT('/api/v1/people/{person}', {
          params: { path: { person: person.id }, header: ifMatch(person.version) },
          body: { name: name.trim(), role },
        }),
      ),
    meta: { shown: true },
    onSuccess: async () => {
      await queryClient.invalidateQueries(peopleQuery);
      await queryClient.invalidateQueries(sessionQuery);
      notifyDone('Saved. A new role holds at once.');
      onDone();
    },
    onError: (error) => form.setErrors(fieldErrors(error)),
  });
  return (
    <form onSubmit={form.onSubmit((values) => save.mutate(values))}>
      <Stack>
        <TextInput label="Name" data-autofocus {...form.getInputProps('name')} />
        <RoleSelect {...form.getInputProps('role')} />
        <FormProblem error={save.error} fields={['name', 'role']} />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onDone}>
            Cancel
          </Button>
          <Button type="submit" loading={save.isPending}>
            Save
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
