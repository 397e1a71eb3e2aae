import { ActionIcon, Button, Group, Menu, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconDots, IconKey, IconLogout, IconPencil, IconTrash } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { FormDialog } from '../shared/FormDialog';
import { api, ifMatch, taken } from '../shared/api';
import { Confirm } from '../shared/Confirm';
import type { Person } from '../shared/contract';
import { Meanwhile } from '../shared/Meanwhile';
import { notifyDone } from '../shared/notify';
import { fieldErrors, isConflict } from '../shared/problem';
import { roleLabel } from '../shared/roles';
import { RoleSelect } from '../shared/RoleSelect';
import { sessionQuery } from '../shared/session';
import { useBase } from '../shared/useBase';
import { FormProblem } from '../shared/FormProblem';
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
      <FormDialog opened={open === 'change'} onClose={close} title={`Change ${person.name}`}>
        <PersonEditor person={person} onDone={close} />
      </FormDialog>
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

function PersonEditor({ person, onDone }: { person: Person; onDone: () => void }) {
  const state = useBase(person);
  return <PersonForm key={state.round} state={state} onDone={onDone} />;
}

interface FormProps {
  state: ReturnType<typeof useBase<Person>>;
  onDone: () => void;
}

function PersonForm({ state, onDone }: FormProps) {
  const queryClient = useQueryClient();
  const { base: person, theirs, setDirty } = state;
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
    onError: (error) => {
      form.setErrors(fieldErrors(error));
      if (isConflict(error)) void queryClient.invalidateQueries(peopleQuery);
    },
  });
  const dirty = form.isDirty();
  useEffect(() => setDirty(dirty), [dirty, setDirty]);
  return (
    <form onSubmit={form.onSubmit((values) => save.mutate(values))}>
      <Stack>
        <TextInput label="Name" data-autofocus {...form.getInputProps('name')} />
        <RoleSelect {...form.getInputProps('role')} />
        {theirs ? (
          <Meanwhile
            what="person"
            rows={[
              ['Name', theirs.name, form.values.name],
              ['Role', roleLabel(theirs.role), roleLabel(form.values.role)],
            ]}
            onTake={() => state.begin(theirs)}
            onKeep={() => {
              save.reset();
              state.keep();
            }}
          />
        ) : (
          <FormProblem error={save.error} fields={['name', 'role']} />
        )}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onDone}>
            Cancel
          </Button>
          <Button type="submit" loading={save.isPending} disabled={theirs !== null}>
            Save
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
