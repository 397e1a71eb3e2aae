import { Button, Code, Group, Radio, Select, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, taken } from '../shared/api';
import type { CreatedToken, Role } from '../shared/contract';
import { FormProblem } from '../shared/FormProblem';
import { useOnce } from '../shared/once';
import { fieldErrors } from '../shared/problem';
import { RoleSelect } from '../shared/RoleSelect';
import { EXPIRIES, expiresAt } from './expiry';
import { tokensQuery } from './queries';

const SCOPE = 'endUserUpdate:write';

interface Values {
  kind: 'api' | 'oauth2';
  name: string;
  role: Role;
  expiry: string;
}

/** Makes an API token or an OAuth2 client. */
export function NewTokenForm({ onDone }: { onDone: (token: CreatedToken | null) => void }) {
  const queryClient = useQueryClient();
  const form = useForm<Values>({
    initialValues: { kind: 'api', name: '', role: 'viewer', expiry: '90' },
    validate: { name: (name) => (name.trim() ? null : 'Say what it is for.') },
  });
  const make = useMutation({
    mutationFn: (values: Values) => taken(api.POST('/api/v1/tokens', { body: sent(values) })),
    meta: { shown: true },
    onSuccess: async (token) => {
      await queryClient.invalidateQueries(tokensQuery);
      onDone(token);
    },
    onError: (error) => form.setErrors(atFields(error)),
  });
  const makeOnce = useOnce(make);
  const isClient = form.values.kind === 'oauth2';
  return (
    <form onSubmit={form.onSubmit((values) => makeOnce(values))}>
      <Stack>
        <Radio.Group label="Kind" {...form.getInputProps('kind')}>
          <Stack gap="xs" mt={4}>
            <Radio
              value="api"
              label="API token"
              description="For scripts and programs that call the API."
            />
            <Radio
              value="oauth2"
              label="OAuth2 client"
              description="For senders that fetch access tokens with an id and a secret."
            />
          </Stack>
        </Radio.Group>
        <TextInput
          label="Name"
          description="What uses it, so that one knows later what would stop."
          placeholder={isClient ? 'Marketing cloud' : 'Nightly export'}
          data-autofocus
          {...form.getInputProps('name')}
        />
        {isClient ? (
          <Text size="sm">
            Its scope is <Code>{SCOPE}</Code>: it may send what is new of end users to every
            endpoint whose token it has, and nothing else. It works until it is revoked.
          </Text>
        ) : (
          <>
            <RoleSelect {...form.getInputProps('role')} />
            <Select
              label="Works for"
              data={EXPIRIES}
              allowDeselect={false}
              {...form.getInputProps('expiry')}
            />
          </>
        )}
        <FormProblem
          error={make.error}
          errors={atFields(make.error)}
          fields={['kind', 'name', 'role', 'expiry']}
        />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={() => onDone(null)}>
            Cancel
          </Button>
          <Button type="submit" loading={make.isPending}>
            Make it
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function sent({ kind, name, role, expiry }: Values) {
  return kind === 'oauth2'
    ? { kind, name: name.trim(), scopes: [SCOPE] }
    : { kind, name: name.trim(), role, expiresAt: expiresAt(expiry, new Date()) };
}

/** The end is chosen as a span here, and sent as an instant. */
function atFields(error: unknown): Record<string, string> {
  const { expiresAt, ...errors } = fieldErrors(error);
  return expiresAt === undefined ? errors : { ...errors, expiry: expiresAt };
}
