import { Anchor, Button, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { queryOptions, useMutation, useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { Link as RouterLink, useLocation } from 'react-router';
import { api, taken } from '../shared/api';
import type { Link } from '../shared/contract';
import { useOnce } from '../shared/once';
import { FormProblem } from '../shared/FormProblem';
import { fieldErrors, ProblemError } from '../shared/problem';
import { roleLabel, ROLES } from '../shared/roles';
import { LoadingRows, ProblemView } from '../shared/states';
import { Frame } from './Frame';
import { NewPassword, passwordFault } from './NewPassword';
import { useSignedIn } from './signed-in';

const linkQuery = (link: string) =>
  queryOptions({
    queryKey: ['links', link],
    queryFn: ({ signal }) =>
      taken(api.GET('/api/v1/links/{link}', { params: { path: { link } }, signal })),
    staleTime: Infinity,
    gcTime: 0,
  });

/** Where one-time links lead: the first administrator, an invitation, a new password. */
export function Component() {
  // After the #, so that it is in no log.
  const secret = decoded(useLocation().hash.slice(1));
  const query = useQuery({ ...linkQuery(secret), enabled: secret !== '' });
  if (query.data) return <UseLink secret={secret} link={query.data} />;
  if (query.error instanceof ProblemError && query.error.code === 'link-unknown') return <Gone />;
  if (secret === '') return <Gone />;
  return (
    <Frame title="One moment">
      {query.error ? (
        <ProblemView error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <LoadingRows rows={3} />
      )}
    </Frame>
  );
}

/** Empty where it is not whole. */
function decoded(hash: string): string {
  try {
    return decodeURIComponent(hash);
  } catch {
    return '';
  }
}

function Gone() {
  return (
    <Frame
      title="This link no longer works"
      about="A link works once and for a limited time; this one was used, has expired, or is not whole."
    >
      <Stack gap="sm">
        <Text size="sm">
          Ask an administrator for a new one. If there is none yet, start the server again: as long
          as nobody is there, it prints a new set-up link.
        </Text>
        <Anchor component={RouterLink} to="/sign-in" size="sm">
          Go to the sign-in
        </Anchor>
      </Stack>
    </Frame>
  );
}

function UseLink({ secret, link }: { secret: string; link: Link }) {
  const signedIn = useSignedIn();
  const form = useForm({
    initialValues: { email: link.email ?? '', name: link.name ?? '', password: '' },
    validate: {
      email: (email) => (/^\S+@\S+$/.test(email.trim()) ? null : 'Enter an e-mail address.'),
      name: (name) => (link.kind === 'reset' || name.trim() ? null : 'Enter your name.'),
      password: passwordFault,
    },
  });
  const use = useMutation({
    mutationFn: ({ email, name, password }: typeof form.values) =>
      taken(
        api.POST('/api/v1/links/{link}', {
          params: { path: { link: secret } },
          body: {
            password,
            ...(link.kind === 'set-up' ? { email: email.trim() } : {}),
            ...(link.kind === 'reset' ? {} : { name: name.trim() }),
          },
        }),
      ),
    meta: { shown: true },
    onSuccess: (session) => signedIn(session, '/'),
    onError: (error) => form.setErrors(fieldErrors(error)),
  });
  useEffect(() => {
    // A link that was opened in a tab before must not be mixed up with this one.
    form.reset();
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [secret]);
  const { title, about, action } = words(link);
  const submit = useOnce(use);
  return (
    <Frame title={title} about={about}>
      <form noValidate onSubmit={form.onSubmit((values) => submit(values))}>
        <Stack>
          <TextInput
            label="E-mail"
            type="email"
            autoComplete="username"
            readOnly={link.kind !== 'set-up'}
            variant={link.kind === 'set-up' ? 'default' : 'filled'}
            {...form.getInputProps('email')}
          />
          {link.kind !== 'reset' && (
            <TextInput label="Your name" autoComplete="name" {...form.getInputProps('name')} />
          )}
          <NewPassword {...form.getInputProps('password')} />
          <FormProblem error={use.error} fields={['email', 'name', 'password']} />
          <Button type="submit" size="md" loading={use.isPending}>
            {action}
          </Button>
        </Stack>
      </form>
    </Frame>
  );
}

function words(link: Link): { title: string; about: string; action: string } {
  switch (link.kind) {
    case 'set-up':
      return {
        title: 'Set up Muster',
        about: 'You become the first administrator, and can invite others afterwards.',
        action: 'Set up and sign in',
      };
    case 'invitation':
      return {
        title: 'Join Muster',
        about: `You are invited with the role ${roleLabel(link.role)}, which ${ROLES.find(({ value }) => value === link.role)?.may}.`,
        action: 'Join and sign in',
      };
    case 'reset':
      return {
        title: 'Choose a new password',
        about: 'You are signed out everywhere else.',
        action: 'Save and sign in',
      };
  }
}
