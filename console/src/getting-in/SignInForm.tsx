import { Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import { api, taken } from '../shared/api';
import type { Session } from '../shared/contract';
import { ProblemView } from '../shared/states';

interface Props {
  /** Who it most likely is. */
  email?: string;
  /** How large fields and button are. */
  size?: 'sm' | 'md';
  onSignedIn: (session: Session) => unknown;
  onTry?: () => void;
}

/** Signs in with a password. */
export function SignInForm({ email = '', size = 'md', onSignedIn, onTry }: Props) {
  const form = useForm({
    initialValues: { email, password: '' },
    validate: {
      email: (email) => (email.trim() ? null : 'Enter your e-mail address.'),
      password: (password) => (password ? null : 'Enter your password.'),
    },
  });
  const signIn = useMutation({
    mutationFn: (body: typeof form.values) => taken(api.POST('/api/v1/session', { body })),
    meta: { shown: true },
    onMutate: onTry,
    onSuccess: onSignedIn,
    onError: () => form.setFieldValue('password', ''),
  });
  return (
    <form
      onSubmit={form.onSubmit(({ email, password }) =>
        signIn.mutate({ email: email.trim(), password }),
      )}
    >
      <Stack>
        {signIn.error && <ProblemView error={signIn.error} />}
        <TextInput
          label="E-mail"
          type="email"
          autoComplete="username"
          autoFocus={email === ''}
          {...form.getInputProps('email')}
        />
        <PasswordInput
          label="Password"
          autoComplete="current-password"
          data-autofocus={email !== '' || undefined}
          {...form.getInputProps('password')}
        />
        <Button type="submit" size={size} loading={signIn.isPending}>
          Sign in
        </Button>
      </Stack>
    </form>
  );
}
