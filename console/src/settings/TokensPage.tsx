import {
  Badge,
  Button,
  Code,
  Group,
  Select,
  Stack,
  Table,
  Text,
  TextInput,
  VisuallyHidden,
} from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconKey, IconPlus } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { FormDialog } from '../shared/FormDialog';
import { api, taken } from '../shared/api';
import { Confirm } from '../shared/Confirm';
import type { CreatedToken, Role, Token } from '../shared/contract';
import { Copyable } from '../shared/Copyable';
import { notifyDone } from '../shared/notify';
import { Page } from '../shared/Page';
import { Panel } from '../shared/Panel';
import { useOnce } from '../shared/once';
import { FormProblem } from '../shared/FormProblem';
import { fieldErrors } from '../shared/problem';
import { Queried } from '../shared/Queried';
import { RoleSelect } from '../shared/RoleSelect';
import { roleLabel } from '../shared/roles';
import { Empty } from '../shared/states';
import { inFull } from '../shared/time';
import { When } from '../shared/When';
import { EXPIRIES, expiresAt } from './expiry';
import { tokensQuery } from './queries';
import { ShownOnce } from '../shared/ShownOnce';

/** What programs show instead of signing in. */
export function Component() {
  const query = useQuery(tokensQuery);
  const [adding, setAdding] = useState(false);
  const [made, setMade] = useState<CreatedToken | null>(null);
  const add = (
    <Button leftSection={<IconPlus size={16} />} onClick={() => setAdding(true)}>
      New token
    </Button>
  );
  return (
    <Page
      title="API tokens"
      about="With a token, a program calls the API with the rights of a role, in all systems."
      actions={query.data && query.data.length > 0 && add}
    >
      <Queried query={query}>
        {(tokens) =>
          tokens.length === 0 ? (
            <Empty icon={IconKey} title="No tokens yet" action={add}>
              Scripts, pipelines and other programs show a token instead of signing in. Give each
              its own, with the least role that it needs and an end.
            </Empty>
          ) : (
            <Panel flush>
              <TokenTable tokens={tokens} />
            </Panel>
          )
        }
      </Queried>
      <FormDialog opened={adding} onClose={() => setAdding(false)} title="New API token">
        <NewTokenForm
          onDone={(token) => {
            setAdding(false);
            if (token) setMade(token);
          }}
        />
      </FormDialog>
      <ShownOnce
        title={`The token ${made?.name ?? ''}`}
        value={made?.token ?? null}
        name="token"
        onClose={() => setMade(null)}
        after={
          <Stack gap="xs">
            <Text size="sm">
              Calls carry it in a header, where <Code>$TOKEN</Code> is the token above:
            </Text>
            <Copyable
              block
              name="command"
              value={`curl -H "Authorization: Bearer $TOKEN" ${window.location.origin}/api/v1/systems`}
            />
          </Stack>
        }
      />
    </Page>
  );
}

function TokenTable({ tokens }: { tokens: Token[] }) {
  const queryClient = useQueryClient();
  const [asked, setAsked] = useState<Token | null>(null);
  const remove = useMutation({
    mutationFn: (token: Token) =>
      taken(api.DELETE('/api/v1/tokens/{token}', { params: { path: { token: token.id } } })),
    onSuccess: async (_, token) => {
      await queryClient.invalidateQueries(tokensQuery);
      setAsked(null);
      notifyDone(`${token.name} is revoked.`);
    },
  });
  return (
    <>
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Name</Table.Th>
            <Table.Th>Role</Table.Th>
            <Table.Th>Ends</Table.Th>
            <Table.Th visibleFrom="sm">Made</Table.Th>
            <Table.Th w={110}>
              <VisuallyHidden>Actions</VisuallyHidden>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {tokens.map((token) => (
            <Table.Tr key={token.id}>
              <Table.Td>
                <Text fw={550}>{token.name}</Text>
              </Table.Td>
              <Table.Td>{roleLabel(token.role)}</Table.Td>
              <Table.Td>
                <Ends token={token} />
              </Table.Td>
              <Table.Td visibleFrom="sm">
                <When at={token.createdAt} />
                <Text size="xs" c="dimmed">
                  by {token.createdBy}
                </Text>
              </Table.Td>
              <Table.Td>
                <Button
                  size="xs"
                  variant="subtle"
                  color="red"
                  aria-label={`Revoke ${token.name}`}
                  onClick={() => setAsked(token)}
                >
                  Revoke
                </Button>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {asked && (
        <Confirm
          opened
          onClose={() => setAsked(null)}
          title={`Revoke ${asked.name}?`}
          action="Revoke"
          pending={remove.isPending}
          onConfirm={() => remove.mutate(asked)}
        >
          Programs that use it are refused at once. It cannot be brought back; a new one can be
          made.
        </Confirm>
      )}
    </>
  );
}

function Ends({ token }: { token: Token }) {
  const [now] = useState(() => Date.now());
  if (token.expiresAt === null) return <Text c="dimmed">no end</Text>;
  if (new Date(token.expiresAt).getTime() <= now) {
    return (
      <Badge variant="light" color="gray" title={inFull(token.expiresAt)}>
        ended
      </Badge>
    );
  }
  return <When at={token.expiresAt} />;
}

function NewTokenForm({ onDone }: { onDone: (token: CreatedToken | null) => void }) {
  const queryClient = useQueryClient();
  const form = useForm({
    initialValues: { name: '', role: 'viewer' as Role, expiry: '90' },
    validate: { name: (name) => (name.trim() ? null : 'Say what it is for.') },
  });
  const make = useMutation({
    mutationFn: ({ name, role, expiry }: typeof form.values) =>
      taken(
        api.POST('/api/v1/tokens', {
          body: { name: name.trim(), role, expiresAt: expiresAt(expiry, new Date()) },
        }),
      ),
    meta: { shown: true },
    onSuccess: async (token) => {
      await queryClient.invalidateQueries(tokensQuery);
      onDone(token);
    },
    onError: (error) => form.setErrors(atFields(error)),
  });
  const makeOnce = useOnce(make);
  return (
    <form onSubmit={form.onSubmit((values) => makeOnce(values))}>
      <Stack>
        <TextInput
          label="Name"
          description="What uses it, so that one knows later what would stop."
          placeholder="Nightly export"
          data-autofocus
          {...form.getInputProps('name')}
        />
        <RoleSelect {...form.getInputProps('role')} />
        <Select
          label="Works for"
          data={EXPIRIES}
          allowDeselect={false}
          {...form.getInputProps('expiry')}
        />
        <FormProblem
          error={make.error}
          errors={atFields(make.error)}
          fields={['name', 'role', 'expiry']}
        />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={() => onDone(null)}>
            Cancel
          </Button>
          <Button type="submit" loading={make.isPending}>
            Make it
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** The end is chosen as a span here, and sent as an instant. */
function atFields(error: unknown): Record<string, string> {
  const { expiresAt, ...errors } = fieldErrors(error);
  return expiresAt === undefined ? errors : { ...errors, expiry: expiresAt };
}
