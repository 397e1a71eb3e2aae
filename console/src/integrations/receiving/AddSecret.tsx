import { Button, Code, Group, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, taken } from '../../shared/api';
import type { Environment, Integration } from '../../shared/contract';
import { FormProblem } from '../../shared/FormProblem';
import { notifyDone } from '../../shared/notify';
import { fieldErrors } from '../../shared/problem';
import { ShownOnce } from '../../shared/ShownOnce';
import { useWhere } from '../../shared/where';
import { integrationsKey } from '../queries';
import { isChosenHere, makeSecret } from './schemes';

const USER = 'muster';

interface Props {
  integration: Integration;
  environment: Environment;
  /** Whether the sender takes a secret of one's choice; null: as its scheme allows. */
  chosenHere: boolean | null;
}

/** Gives an endpoint a secret: the sender's, or one that is made here. */
export function AddSecret({ integration, environment, chosenHere }: Props) {
  const { system } = useWhere();
  const client = useQueryClient();
  const [made, setMade] = useState<string | null>(null);
  const scheme = integration.receiving?.signature?.scheme ?? '';
  const basic = scheme === 'basic';
  const form = useForm({
    initialValues: { user: '', secret: '' },
    validate: {
      user: (user) =>
        !basic
          ? null
          : !user
            ? 'Say the user name.'
            : user.includes(':')
              ? 'Without a colon.'
              : null,
      secret: (secret) =>
        secret.trim() ? null : basic ? 'Say the password.' : 'Paste the secret.',
    },
  });
  const add = useMutation({
    mutationFn: ({ user, secret }: { user: string; secret: string; made: boolean }) =>
      taken(
        api.POST('/api/v1/systems/{system}/integrations/{integration}/secrets', {
          params: { path: { system: system.key, integration: integration.key } },
          body: {
            environment: environment.key,
            secret: basic ? `${user}:${secret}` : secret.trim(),
          },
        }),
      ),
    meta: { shown: true },
    onSuccess: async (_, sent) => {
      if (sent.made) {
        // Its field would go with the list that it is in, and the secret with it.
        setMade(sent.secret);
        return;
      }
      notifyDone(`${environment.name} takes calls with this secret from now on.`);
      await refresh();
    },
    onError: (error) => form.setErrors(fieldErrors(error)),
  });
  const refresh = () => client.invalidateQueries({ queryKey: integrationsKey(system.key) });
  return (
    <form onSubmit={form.onSubmit((values) => add.mutate({ ...values, made: false }))}>
      <Stack gap="sm" maw="36rem">
        {basic && (
          <TextInput label="User name" autoComplete="off" {...form.getInputProps('user')} />
        )}
        <PasswordInput
          label={basic ? 'Password' : 'Secret'}
          description="It is encrypted, and never shown again but for its last characters."
          // It is nobody's password: browsers have nothing to fill in or to keep.
          autoComplete="off"
          data-1p-ignore
          {...form.getInputProps('secret')}
        />
        <FormProblem error={add.error} fields={['user', 'secret']} />
        <Group gap="sm">
          <Button type="submit" variant="light" loading={add.isPending}>
            Add it
          </Button>
          {(chosenHere ?? isChosenHere(scheme)) && (
            <Button
              variant="default"
              disabled={add.isPending}
              onClick={() => add.mutate({ user: USER, secret: makeSecret(), made: true })}
            >
              Let Muster make one
            </Button>
          )}
        </Group>
      </Stack>
      <ShownOnce
        title={`Secret of ${environment.name}`}
        value={made}
        name={basic ? 'password' : 'secret'}
        onClose={() => {
          setMade(null);
          void refresh();
        }}
      >
        {basic ? (
          <>
            Enter the user name <Code>{USER}</Code> and this password in the sender:
          </>
        ) : (
          'Enter it in the sender:'
        )}
      </ShownOnce>
    </form>
  );
}
