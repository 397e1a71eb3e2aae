import { Button, Group, PasswordInput, Stack } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import { FormDialog } from '../shared/FormDialog';
import { api, taken } from '../shared/api';
import { notifyDone } from '../shared/notify';
import { FormProblem } from '../shared/FormProblem';
import { fieldErrors, ProblemError } from '../shared/problem';
import { NewPassword, passwordFault } from './NewPassword';

interface Props {
  opened: boolean;
  onClose: () => void;
}

export default function ChangePassword({ opened, onClose }: Props) {
  return (
    <FormDialog opened={opened} onClose={onClose} title="Change your password">
      <ChangePasswordForm onDone={onClose} />
    </FormDialog>
  );
}

function ChangePasswordForm({ onDone }: { onDone: () => void }) {
  const form = useForm({
    initialValues: { current: '', password: '' },
    validate: {
      current: (current) => (current ? null : 'Enter the password that you have now.'),
      password: passwordFault,
    },
  });
  const change = useMutation({
    mutationFn: (body: typeof form.values) => taken(api.PUT('/api/v1/session/password', { body })),
    meta: { shown: true },
    onSuccess: () => {
      notifyDone('The password is changed. Other places where you were signed in are signed out.');
      onDone();
    },
    onError: (error) => form.setErrors(errors(error)),
  });
  return (
    <form onSubmit={form.onSubmit((values) => change.mutate(values))}>
      <Stack>
        <PasswordInput
          label="Current password"
          autoComplete="current-password"
          data-autofocus
          {...form.getInputProps('current')}
        />
        <NewPassword {...form.getInputProps('password')} label="New password" />
        <FormProblem
          error={change.error}
          errors={errors(change.error)}
          fields={['current', 'password']}
        />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onDone}>
            Cancel
          </Button>
          <Button type="submit" loading={change.isPending}>
            Change it
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function errors(error: unknown): Record<string, string> {
  if (error instanceof ProblemError && error.code === 'wrong-password') {
    return { current: 'This is not your current password.' };
  }
  return fieldErrors(error);
}
