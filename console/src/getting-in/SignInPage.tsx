import { Alert, Button, Divider, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { queryOptions, useMutation, useQuery } from '@tanstack/react-query';
import { Navigate, useSearchParams } from 'react-router';
import { api, taken } from '../shared/api';
import { sessionQuery } from '../shared/session';
import { startProgress } from '../shared/problem';
import { Starting } from '../shared/Starting';
import { ProblemView } from '../shared/states';
import { Frame } from './Frame';
import { keepNext, safeNext } from './next';
import { useSignedIn } from './signed-in';

const signInQuery = queryOptions({
  queryKey: ['sign-in'],
  queryFn: ({ signal }) => taken(api.GET('/api/v1/sign-in', { signal })),
});

/** Signs in, with a password or through the organisation's identity provider. */
export function Component() {
  const [search] = useSearchParams();
  const next = safeNext(search.get('next'));
  const { data: ways } = useQuery(signInQuery);
  const { data: session, failureReason } = useQuery(sessionQuery);
  const signedIn = useSignedIn();
  const form = useForm({
    initialValues: { email: '', password: '' },
    validate: {
      email: (email) => (email.trim() ? null : 'Enter your e-mail address.'),
      password: (password) => (password ? null : 'Enter your password.'),
    },
  });
  const signIn = useMutation({
    mutationFn: (body: typeof form.values) => taken(api.POST('/api/v1/session', { body })),
    meta: { shown: true },
    onSuccess: (answer) => signedIn(answer, next),
    onError: () => form.setFieldValue('password', ''),
  });
  if (session && !signIn.isSuccess) return <Navigate to={next} replace />;
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
        {failure && !signIn.isError && (
          <Alert color="red" role="alert" title="The sign-in did not succeed">
            {oidcProblem(failure)}
          </Alert>
        )}
        {signIn.error && <ProblemView error={signIn.error} />}
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
        <form
          onSubmit={form.onSubmit(({ email, password }) =>
            signIn.mutate({ email: email.trim(), password }),
          )}
        >
          <Stack>
            <TextInput
              label="E-mail"
              type="email"
              autoComplete="username"
              autoFocus
              {...form.getInputProps('email')}
            />
            <PasswordInput
              label="Password"
              autoComplete="current-password"
              {...form.getInputProps('password')}
            />
            <Button type="submit" size="md" loading={signIn.isPending}>
              Sign in
            </Button>
          </Stack>
        </form>
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
