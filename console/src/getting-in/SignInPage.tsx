import { Alert, Button, Divider, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Navigate, useSearchParams } from 'react-router';
import { sessionQuery } from '../shared/session';
import { startProgress } from '../shared/problem';
import { Starting } from '../shared/Starting';
import { Frame } from './Frame';
import { keepNext, safeNext } from './next';
import { signInQuery } from './queries';
import { useSignedIn } from './signed-in';
import { SignInForm } from './SignInForm';

/** Signs in, with a password or through the organisation's identity provider. */
export function Component() {
  const [search] = useSearchParams();
  const next = safeNext(search.get('next'));
  const { data: ways } = useQuery(signInQuery);
  const { data: session, failureReason } = useQuery(sessionQuery);
  const signedIn = useSignedIn();
  const [tried, setTried] = useState(false);
  if (session && !tried) return <Navigate to={next} replace />;
  if (startProgress(failureReason) !== null) return <Starting reason={failureReason} />;
  const failure = search.get('problem');
  return (
    <Frame
      title="Sign in"
      about={next === '/' ? undefined : 'Then you come back to where you were.'}
    >
      <Stack>
        {ways?.setUpNeeded && (
          <Alert color="blue" title="Nobody is here yet">
            The server printed a set-up link when it started. Open it to become the first
            administrator.
          </Alert>
        )}
        {failure && !tried && (
          <Alert color="red" role="alert" title="The sign-in did not succeed">
            {oidcProblem(failure)}
          </Alert>
        )}
        {ways?.oidc && (
          <>
            <Button
              component="a"
              href={ways.oidc.url}
              variant="default"
              size="md"
              onClick={() => keepNext(next)}
            >
              Continue with {ways.oidc.name}
            </Button>
            <Divider label="or" />
          </>
        )}
        <SignInForm onTry={() => setTried(true)} onSignedIn={(answer) => signedIn(answer, next)} />
        <Text size="sm" c="dimmed">
          Forgotten it? An administrator can give you a link to choose a new one.
        </Text>
      </Stack>
    </Frame>
  );
}

/** What the way back from the identity provider says by its code. */
function oidcProblem(code: string): string {
  switch (code) {
    case 'oidc-unknown':
      return 'You are known there, but not here. Ask an administrator to invite you with the same e-mail address.';
    case 'oidc-refused':
      return 'It was cancelled or refused there. Try again, or use your password.';
    case 'oidc-email':
      return 'Your e-mail address is not verified there. Verify it, then try again.';
    case 'oidc-state':
      return 'It took too long, or was begun in another window. Try again.';
    default:
      return `The identity provider's answer could not be used (${code}). Try again; if it stays so, tell an administrator, whose log says more.`;
  }
}
