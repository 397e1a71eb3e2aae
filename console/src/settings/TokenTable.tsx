import { Badge, Button, Code, Table, Text, VisuallyHidden } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, taken } from '../shared/api';
import { Confirm } from '../shared/Confirm';
import type { Token } from '../shared/contract';
import { notifyDone } from '../shared/notify';
import { roleLabel } from '../shared/roles';
import { inFull } from '../shared/time';
import { When } from '../shared/When';
import { tokensQuery } from './queries';

/** All tokens and clients, each with what it may, and when it was last used. */
export function TokenTable({ tokens }: { tokens: Token[] }) {
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
            <Table.Th visibleFrom="sm">May</Table.Th>
            <Table.Th visibleFrom="sm">Ends</Table.Th>
            <Table.Th visibleFrom="sm">Last used</Table.Th>
            <Table.Th visibleFrom="md">Made</Table.Th>
            <Table.Th w={110}>
              <VisuallyHidden>Actions</VisuallyHidden>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {tokens.map((token) => (
            <Row key={token.id} token={token} onRevoke={() => setAsked(token)} />
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
          {asked.kind === 'oauth2'
            ? 'Senders that use it are refused at once, also with access tokens that they have already. It cannot be brought back; a new one can be made.'
            : 'Programs that use it are refused at once. It cannot be brought back; a new one can be made.'}
        </Confirm>
      )}
    </>
  );
}

const mayOf = (token: Token): string =>
  token.kind === 'oauth2' ? token.scopes.join(' ') : roleLabel(token.role);

function Row({ token, onRevoke }: { token: Token; onRevoke: () => void }) {
  return (
    <Table.Tr>
      <Table.Td>
        <Text fw={550}>{token.name}</Text>
        <Text size="xs" c="dimmed">
          {token.kind === 'oauth2' ? (
            <>
              OAuth2 client <Code>{token.clientId}</Code>
            </>
          ) : (
            'API token'
          )}
        </Text>
        <Text size="xs" c="dimmed" component="div" hiddenFrom="sm">
          May: {mayOf(token)}
        </Text>
        <Text size="xs" c="dimmed" component="div" hiddenFrom="sm">
          Last used: <When at={token.lastUsedAt} />
        </Text>
        <Text size="xs" c="dimmed" component="div" hiddenFrom="sm">
          Ends: <Ends token={token} />
        </Text>
      </Table.Td>
      <Table.Td visibleFrom="sm">{mayOf(token)}</Table.Td>
      <Table.Td visibleFrom="sm">
        <Ends token={token} />
      </Table.Td>
      <Table.Td visibleFrom="sm">
        <When at={token.lastUsedAt} />
      </Table.Td>
      <Table.Td visibleFrom="md">
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
          onClick={onRevoke}
        >
          Revoke
        </Button>
      </Table.Td>
    </Table.Tr>
  );
}

function Ends({ token }: { token: Token }) {
  const [now] = useState(() => Date.now());
  const end = token.kind === 'api' ? token.expiresAt : null;
  if (end === null) {
    return (
      <Text c="dimmed" span inherit>
        no end
      </Text>
    );
  }
  if (new Date(end).getTime() <= now) {
    return (
      <Badge variant="light" color="gray" title={inFull(end)}>
        ended
      </Badge>
    );
  }
  return <When at={end} />;
}
