import { Button, Code, Group, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, ifMatch, taken } from '../shared/api';
import type { Integration } from '../shared/contract';
import { proposeKey } from '../shared/keys';
import { Panel } from '../shared/Panel';
import { fieldErrors, ProblemError } from '../shared/problem';
import { ProblemView } from '../shared/states';
import { useWhere } from '../shared/where';
import { NOT_MAPPED } from './mapping';
import { integrationsKey } from './queries';
import { forget, store } from './useStored';

interface Props {
  /** One that is named already, whose key stays. */
  integration?: Integration;
  initial: { name: string; key: string };
  /** Where what is typed outlasts a reload. */
  storeAt?: string;
  onDone: (integration: Integration) => void;
}

/** The first step: what the integration is called. */
export function Define({ integration, initial, storeAt, onDone }: Props) {
  const { system } = useWhere();
  const queryClient = useQueryClient();
  const form = useForm({
    initialValues: initial,
    onValuesChange: (values) => storeAt && store(storeAt, values),
    validate: {
      name: (name) => (name.trim() ? null : 'Give it a name.'),
      key: (key) =>
        /^[a-z0-9-]{1,64}$/.test(key) ? null : '1 to 64 lower-case letters, digits and hyphens.',
    },
  });
  const define = useMutation({
    mutationFn: ({ name, key }: typeof initial) =>
      integration
        ? taken(
            api.PUT('/api/v1/systems/{system}/integrations/{integration}', {
              params: {
                path: { system: system.key, integration: key },
                header: ifMatch(integration.version),
              },
              body: { name },
            }),
          )
        : taken(
            api.POST('/api/v1/systems/{system}/integrations', {
              params: { path: { system: system.key } },
              body: { key, name, kind: 'api', identifier: NOT_MAPPED, properties: [] },
            }),
          ),
    meta: { shown: true },
    onSuccess: async (defined) => {
      if (storeAt) forget(storeAt);
      await queryClient.invalidateQueries({ queryKey: integrationsKey(system.key) });
      onDone(defined);
    },
    onError: (error) => {
      form.setErrors(
        error instanceof ProblemError && error.code === 'already-exists'
          ? { key: 'Another integration has this key.' }
          : fieldErrors(error),
      );
    },
  });
  const shownAtFields =
    define.error instanceof ProblemError &&
    (define.error.code === 'already-exists' || Object.keys(fieldErrors(define.error)).length > 0);
  return (
    <form
      onSubmit={form.onSubmit(({ name, key }) => {
        const named = { name: name.trim(), key };
        if (integration && named.name === integration.name) onDone(integration);
        else define.mutate(named);
      })}
    >
      <Panel>
        <Stack maw="36rem">
          <TextInput
            label="Name"
            description="As it is called in segments and reports: mostly the tool that sends."
            placeholder="CRM"
            autoFocus
            {...form.getInputProps('name')}
            onChange={(event) => {
              const name = event.currentTarget.value;
              const proposed = !integration && form.values.key === proposeKey(form.values.name);
              form.setFieldValue('name', name);
              if (proposed) form.setFieldValue('key', proposeKey(name));
            }}
          />
          <TextInput
            label="Key"
            description={
              integration
                ? 'It never changes.'
                : 'Names it in conditions and in the API; it never changes.'
            }
            placeholder="crm"
            readOnly={integration !== undefined}
            {...form.getInputProps('key')}
          />
          <div>
            <Text size="sm" fw={500}>
              Sender
            </Text>
            <Text size="sm" c="dimmed">
              Any tool that can call a URL with JSON: one object about one user, or an array of up
              to 1,000. In a condition an attribute is then called{' '}
              <Code>{form.values.key || 'crm'}.plan</Code>.
            </Text>
          </div>
          {define.error && !shownAtFields && <ProblemView error={define.error} />}
        </Stack>
      </Panel>
      <Group justify="flex-end" mt="lg">
        <Button type="submit" loading={define.isPending}>
          Continue to the mapping
        </Button>
      </Group>
    </form>
  );
}
