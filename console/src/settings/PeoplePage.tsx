import { Badge, Button, Group, Stack, Table, Text, TextInput, VisuallyHidden } from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconUserPlus } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { FormDialog } from '../shared/FormDialog';
import { api, taken } from '../shared/api';
import type { OneTimeLink, Person, Role } from '../shared/contract';
import { Page } from '../shared/Page';
import { Panel } from '../shared/Panel';
import { useOnce } from '../shared/once';
import { FormProblem } from '../shared/FormProblem';
import { fieldErrors } from '../shared/problem';
import { Queried } from '../shared/Queried';
import { RoleSelect } from '../shared/RoleSelect';
import { roleLabel } from '../shared/roles';
import { sessionQuery } from '../shared/session';
import { inFull } from '../shared/time';
import { When } from '../shared/When';
import { PersonMenu } from './PersonMenu';
import { peopleQuery } from './queries';
import { ShownOnce } from '../shared/ShownOnce';

/** A link that was just made, and for whom. */
export interface MadeLink {
  link: OneTimeLink;
  name: string;
  kind: 'invitation' | 'reset';
}

const SIGN_IN = { password: 'password', oidc: 'single sign-on', invited: 'not yet' } as const;

/** Who may use the console, with which role. */
export function Component() {
  const query = useQuery(peopleQuery);
  const { data: session } = useQuery(sessionQuery);
  const [inviting, setInviting] = useState(false);
  const [made, setMade] = useState<MadeLink | null>(null);
  return (
    <Page
      title="People"
      about="Who may use this installation, in all of its systems. People are invited by a link that you give them."
      actions={
        <Button leftSection={<IconUserPlus size={16} />} onClick={() => setInviting(true)}>
          Invite
        </Button>
      }
    >
      <Queried query={query}>
        {(people) => (
          <Panel flush>
            <Table>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>Person</Table.Th>
                  <Table.Th>Role</Table.Th>
                  <Table.Th visibleFrom="sm">Signs in with</Table.Th>
                  <Table.Th visibleFrom="sm">Last sign-in</Table.Th>
                  <Table.Th w={60}>
                    <VisuallyHidden>Actions</VisuallyHidden>
                  </Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {people.map((person) => (
                  <PersonRow
                    key={person.id}
                    person={person}
                    self={person.id === session?.person?.id}
                    onLink={setMade}
                  />
                ))}
              </Table.Tbody>
            </Table>
            {people.length === 0 && (
              <Text p="lg" c="dimmed" size="sm">
                Nobody yet: the server printed a set-up link for the first administrator when it
                started.
              </Text>
            )}
          </Panel>
        )}
      </Queried>
      <FormDialog opened={inviting} onClose={() => setInviting(false)} title="Invite someone">
        <InvitationForm
          onDone={(invited) => {
            setInviting(false);
            if (invited) setMade(invited);
          }}
        />
      </FormDialog>
      <ShownOnce
        title={made?.kind === 'reset' ? 'Link to a new password' : 'Invitation'}
        value={made?.link.url ?? null}
        name="link"
        onClose={() => setMade(null)}
      >
        {made &&
          `Give this link to ${made.name}, by a way that only they read. It works once, until ${inFull(made.link.expiresAt)}.`}
      </ShownOnce>
    </Page>
  );
}

interface RowProps {
  person: Person;
  self: boolean;
  onLink: (made: MadeLink) => void;
}

function PersonRow({ person, self, onLink }: RowProps) {
  return (
    <Table.Tr>
      <Table.Td>
        <Text fw={550}>
          {person.name} {self && <Badge variant="default">you</Badge>}
          {person.signIn === 'invited' && (
            <Badge variant="light" color="yellow">
              invited
            </Badge>
          )}
        </Text>
        <Text size="xs" c="dimmed">
          {person.email}
        </Text>
      </Table.Td>
      <Table.Td>{roleLabel(person.role)}</Table.Td>
      <Table.Td visibleFrom="sm">{SIGN_IN[person.signIn]}</Table.Td>
      <Table.Td visibleFrom="sm">
        <When at={person.lastSignInAt} />
      </Table.Td>
      <Table.Td>
        <PersonMenu person={person} self={self} onLink={onLink} />
      </Table.Td>
    </Table.Tr>
  );
}

function InvitationForm({ onDone }: { onDone: (made: MadeLink | null) => void }) {
  const queryClient = useQueryClient();
  const form = useForm({
    initialValues: { email: '', name: '', role: 'editor' as Role },
    validate: {
      email: (email) => (/^\S+@\S+$/.test(email.trim()) ? null : 'Enter an e-mail address.'),
      name: (name) => (name.trim() ? null : 'Enter their name.'),
    },
  });
  const invite = useMutation({
    mutationFn: ({ email, name, role }: typeof form.values) =>
      taken(api.POST('/api/v1/people', { body: { email: email.trim(), name: name.trim(), role } })),
    meta: { shown: true },
    onSuccess: async ({ link, name }) => {
      await queryClient.invalidateQueries(peopleQuery);
      onDone({ link, name, kind: 'invitation' });
    },
    onError: (error) => form.setErrors(fieldErrors(error)),
  });
  const inviteOnce = useOnce(invite);
  return (
    <form onSubmit={form.onSubmit((values) => inviteOnce(values))}>
      <Stack>
        <TextInput label="E-mail" type="email" data-autofocus {...form.getInputProps('email')} />
        <TextInput label="Name" {...form.getInputProps('name')} />
        <RoleSelect {...form.getInputProps('role')} />
        <FormProblem error={invite.error} fields={['email', 'name', 'role']} />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={() => onDone(null)}>
            Cancel
          </Button>
          <Button type="submit" loading={invite.isPending}>
            Make the link
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
