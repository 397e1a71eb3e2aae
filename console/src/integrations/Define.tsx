import { Button, Code, Group, Radio, Select, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, ifMatch, taken } from '../shared/api';
import type { Integration } from '../shared/contract';
import { followingKey, keyFault } from '../shared/keys';
import { Panel } from '../shared/Panel';
import { FormProblem } from '../shared/FormProblem';
import { fieldErrors, ProblemError } from '../shared/problem';
import { forget, keep } from '../shared/tab';
import { useWhere } from '../shared/where';
import { Choice } from './Choice';
import { draftKey, sampleKey, senderKey } from './kept';
import { begun, draftProperty, NOT_MAPPED, type Draft } from './mapping';
import { integrationsKey } from './queries';
import { senderOf, SENDERS, typicalOf } from './senders';

export interface Defined {
  /** How values come: a tool sends them, or somebody uploads files. */
  kind: Integration['kind'];
  name: string;
  key: string;
  /** Of a sender that is known beforehand; empty for any other. */
  sender: string;
}

interface Props {
  /** One that is named already, whose key stays. */
  integration?: Integration;
  initial: Defined;
  /** Where what is typed outlasts a reload. */
  storeAt?: string;
  onKind?: (kind: Defined['kind']) => void;
  onDone: (integration: Integration) => void;
}

/** The first step: what the integration is called. */
export function Define({ integration: latest, initial, storeAt, onKind, onDone }: Props) {
  // As it was when one began; what someone else has saved since is not undone.
  const [integration] = useState(latest);
  const { system } = useWhere();
  const queryClient = useQueryClient();
  const form = useForm({
    initialValues: initial,
    onValuesChange: (values) => storeAt && keep(storeAt, values),
    validate: {
      name: (name) => (name.trim() ? null : 'Give it a name.'),
      key: keyFault,
    },
  });
  const define = useMutation({
    mutationFn: ({ kind, name, key }: Defined) =>
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
              body: { key, name, kind, identifier: NOT_MAPPED, properties: [] },
            }),
          ),
    meta: { shown: true },
    onSuccess: async (defined, { kind, sender }) => {
      if (!integration && kind === 'api') prepare(system.key, defined, sender);
      if (storeAt) forget(storeAt);
      await queryClient.invalidateQueries({ queryKey: integrationsKey(system.key) });
      onDone(defined);
    },
    onError: (error) => form.setErrors(atFields(error)),
  });
  const rename = (name: string) => {
    const { key, name: before } = form.getValues();
    form.setFieldValue('name', name);
    if (!integration) form.setFieldValue('key', followingKey(key, { before, now: name }));
  };
  const choose = (sender: string) => {
    const before = senderOf(form.values.sender)?.name ?? '';
    form.setFieldValue('sender', sender);
    // A name that somebody typed stays.
    if (form.values.name === before) rename(senderOf(sender)?.name ?? '');
  };
  const { kind } = form.values;
  const example = kind === 'csv' ? 'customer-list' : 'crm';
  return (
    <form
      onSubmit={form.onSubmit(({ name, ...rest }) => {
        const named = { name: name.trim(), ...rest };
        if (integration && named.name === integration.name) onDone(integration);
        else define.mutate(named);
      })}
    >
      <Panel>
        <Stack maw="36rem">
          {!integration && (
            <KindChoice
              kind={kind}
              onChange={(chosen) => {
                form.setFieldValue('kind', chosen);
                onKind?.(chosen);
                // A name that a sender brought goes with it; one that somebody typed stays.
                if (chosen === 'csv') choose('');
              }}
            />
          )}
          {!integration && kind === 'api' && (
            <Select
              label="Sender"
              description="For the tools in this list the next step begins with a typical payload, its identifier and the properties that most people keep. All of it can be changed."
              data={[
                { value: '', label: 'Any tool that can call a URL with JSON' },
                ...SENDERS.map(({ key, name }) => ({ value: key, label: name })),
              ]}
              allowDeselect={false}
              value={form.values.sender}
              onChange={(value) => choose(value ?? '')}
            />
          )}
          <TextInput
            label="Name"
            description={
              kind === 'csv'
                ? 'As it is called in segments and reports: mostly what the file is of.'
                : 'As it is called in segments and reports: mostly the tool that sends.'
            }
            placeholder={kind === 'csv' ? 'Customer list' : 'CRM'}
            autoFocus
            {...form.getInputProps('name')}
            onChange={(event) => rename(event.currentTarget.value)}
          />
          <TextInput
            label="Key"
            description={
              integration
                ? 'It never changes.'
                : 'Names it in conditions and in the API; it never changes.'
            }
            placeholder={example}
            readOnly={integration !== undefined}
            {...form.getInputProps('key')}
          />
          <Text size="sm" c="dimmed">
            {kind === 'csv'
              ? 'A file has one row for each user, and up to millions of rows. '
              : 'A call brings one object about one user, or an array of up to 1,000. '}
            In a condition an attribute is then called{' '}
            <Code>{form.values.key || example}.plan</Code>.
          </Text>
          <FormProblem
            error={define.error}
            errors={atFields(define.error)}
            fields={['name', 'key']}
          />
        </Stack>
      </Panel>
      <Group justify="flex-end" mt="lg">
        <Button type="submit" loading={define.isPending}>
          {kind === 'csv' ? 'Continue to the columns' : 'Continue to the mapping'}
        </Button>
      </Group>
    </form>
  );
}

const KINDS = [
  {
    value: 'api',
    label: 'A tool sends data (API)',
    about: 'Your CRM, billing or sign-up calls an address, each time something changes.',
  },
  {
    value: 'csv',
    label: 'I upload CSV files',
    about: 'An export or a list with a row for each user, whenever you have a new one.',
  },
] as const;

interface KindProps {
  kind: Defined['kind'];
  onChange: (kind: Defined['kind']) => void;
}

function KindChoice({ kind, onChange }: KindProps) {
  return (
    <Radio.Group
      label="How values come"
      description="It stays so: what you set up for files never takes calls, and the other way round."
      value={kind}
      onChange={onChange}
    >
      <Stack gap="xs" mt={4}>
        {KINDS.map(({ value, label, about }) => (
          <Choice key={value} value={value} label={label} about={about} />
        ))}
      </Stack>
    </Radio.Group>
  );
}

const atFields = (error: unknown): Record<string, string> =>
  error instanceof ProblemError && error.code === 'already-exists'
    ? { key: 'Another integration has this key.' }
    : fieldErrors(error);

/** Leaves for the next steps what is known of the sender. */
function prepare(system: string, integration: Integration, key: string) {
  const sender = senderOf(key);
  if (!sender) return;
  const { identifier, properties } = sender;
  const draft: Draft = { identifier, properties: properties.map(draftProperty) };
  keep(senderKey(system, integration.key), key);
  keep(sampleKey(system, integration.key), typicalOf(sender));
  keep(draftKey(system, integration.key), { ...begun(integration), draft });
}
