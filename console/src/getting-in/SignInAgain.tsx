import { Button, Divider, Modal, Stack, Text } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { FocusEvent } from 'react';
import type { Session } from '../shared/contract';
import { noted, sessionQuery } from '../shared/session';
import { signInQuery } from './queries';
import { SignInForm } from './SignInForm';

/**
 * Asks whoever is here to sign in again, over the page that they were at, which stays as it is. Somebody else begins
 * at the start.
 */
export default function SignInAgain({ session }: { session: Session }) {
  const queryClient = useQueryClient();
  const { data: ways } = useQuery(signInQuery);
  const name = session.person?.name ?? 'the one who was here';
  return (
    <Modal
      opened
      onClose={() => {}}
      withCloseButton={false}
      closeOnEscape={false}
      closeOnClickOutside={false}
      title="Your session has ended"
      // Over other dialogs, and over what others need not read meanwhile.
      zIndex={1000}
      overlayProps={{ backgroundOpacity: 0.6, blur: 10 }}
    >
      <Stack onFocus={keepEscape}>
        <Text size="sm">
          Sign in as {name} to go on: what you typed and did not save is still here. For anybody
          else the console begins at its start, and it is gone.
        </Text>
        {ways?.oidc && (
          <>
            <Button component="a" href={ways.oidc.url} target="_blank" variant="default">
              Continue with {ways.oidc.name} in a new tab
            </Button>
            <Divider label="or" />
          </>
        )}
        <SignInForm
          size="sm"
          email={session.person?.email}
          onSignedIn={(answer) => queryClient.setQueryData(sessionQuery.queryKey, noted(answer))}
        />
      </Stack>
    </Modal>
  );
}

/** Dialogs below hear Escape in the whole window, but not of what says so. */
function keepEscape({ target }: FocusEvent): void {
  target.setAttribute('data-mantine-stop-propagation', 'true');
}
