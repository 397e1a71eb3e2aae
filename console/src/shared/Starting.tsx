import { Center, Loader, Stack, Text, Title } from '@mantine/core';
import { startProgress } from './problem';
import { capitalised } from './words';

interface Props {
  /** Why what the page waits for did not come yet, such as a query's `failureReason`. */
  reason?: unknown;
}

/** While the first page is on its way. */
export function Starting({ reason }: Props) {
  const progress = startProgress(reason);
  return (
    <Center h="100vh" px="lg" role="status" aria-label="Loading">
      <Stack align="center" gap="xs">
        <Loader type="dots" />
        {progress !== null && (
          <>
            <Title order={1} size="h3" ta="center">
              Muster is loading its data
            </Title>
            <Text c="dimmed" ta="center">
              {progress && `${capital(progress)}. `}This page goes on by itself.
            </Text>
          </>
        )}
      </Stack>
    </Center>
  );
}

function capital(words: string): string {
  return capitalised(words);
}
