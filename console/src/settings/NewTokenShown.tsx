import { Code, Stack, Text } from '@mantine/core';
import type { CreatedToken } from '../shared/contract';
import { Copyable } from '../shared/Copyable';
import { ShownOnce } from '../shared/ShownOnce';

/** A token or a client that was just made, with what is told this once and how it is used. */
export function NewTokenShown({
  made,
  onClose,
}: {
  made: CreatedToken | null;
  onClose: () => void;
}) {
  if (made?.kind === 'oauth2') {
    return (
      <ShownOnce
        title={`The client ${made.name}`}
        value={made.clientSecret}
        name="client secret"
        onClose={onClose}
        after={
          <Stack gap="xs">
            <Text size="sm">
              It fetches an access token, good for 24 hours, with this call, where{' '}
              <Code>$SECRET</Code> is the secret above:
            </Text>
            <Copyable
              block
              name="command"
              value={`curl -u "${made.clientId}:$SECRET" -d grant_type=client_credentials ${window.location.origin}/accounts/connect/token`}
            />
          </Stack>
        }
      >
        <Stack gap={4} mb="xs">
          <Text size="sm">Client id</Text>
          <Copyable value={made.clientId} name="client id" />
        </Stack>
        Client secret
      </ShownOnce>
    );
  }
  return (
    <ShownOnce
      title={`The token ${made?.name ?? ''}`}
      value={made?.token ?? null}
      name="token"
      onClose={onClose}
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
  );
}
