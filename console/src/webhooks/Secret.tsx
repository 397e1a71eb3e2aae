import { Code, Stack, Text } from '@mantine/core';
import { ShownOnce } from '../shared/ShownOnce';

interface Props {
  secret: string | null;
  onClose: () => void;
}

/** The secret that messages are signed with, and what it is for. */
export function Secret({ secret, onClose }: Props) {
  return (
    <ShownOnce
      title="The secret of the messages"
      value={secret}
      name="secret"
      onClose={onClose}
      after={
        <Stack gap="xs">
          <Text size="sm">
            Give it to whoever gets the messages. They are signed as Standard Webhooks says (
            <Code>webhook-id</Code>, <Code>webhook-timestamp</Code>, <Code>webhook-signature</Code>
            ), so any library of that checks them.
          </Text>
        </Stack>
      }
    />
  );
}
