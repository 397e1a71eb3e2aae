import { Button, Code, Group, Radio, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, ifMatch, taken } from '../shared/api';
import type { Integration, Preset } from '../shared/contract';
import { followingKey, keyFault } from '../shared/keys';
import { Panel } from '../shared/Panel';
import { FormProblem } from '../shared/FormProblem';
import { fieldErrors, ProblemError } from '../shared/problem';
import { forget, keep } from '../shared/tab';
import { useWhere } from '../shared/where';
import { Choice } from './Choice';
import { draftKey, sampleKey } from './kept';
import { begun, draftProperty, NOT_MAPPED, type Draft } from './mapping';
import { ChosenPreset } from './preset/ChosenPreset';
import { PresetChoice } from './preset/PresetChoice';
import { kindsTaken, presetQuery, receivingWith, typicalOf } from './preset/presets';
import { integrationsKey, integrationsQuery } from './queries';

export interface Defined {
  /** How values come: a tool sends them, or somebody uploads files. */
  kind: Integration['kind'];
  name: string;
  key: string;
  /** The preset of a sender that is known beforehand; empty for any other. */
  sender: string;
  /** How that sender is called; empty for any other. */
  senderName: string;
  /** The path that identifies a user; empty: the first that the preset has. */
  identifier: string;
  /** The kinds of event that are ticked; null: those of the preset. */
  kinds: string[] | null;
}

/** Nothing is known yet of what is to be set up. */
export const UNDEFINED: Defined = {
  kind: 'api',
  name: '',
  key: '',
  sender: '',
  senderName: '',
  identifier: '',
  kinds: null,
};

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
  const others = useQuery(integrationsQuery(system.key)).data?.map(({ key }) => key) ?? [];
  const preset = useQuery(presetQuery(integration ? '' : form.values.sender));
  const chosen = form.values.sender === '' ? undefined : preset.data;
  const define = useMutation({
    mutationFn: ({ kind, name, key, kinds }: Defined) =>
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
              body: {
                key,
                name,
                kind,
                identifier: NOT_MAPPED,
                properties: [],
                ...(chosen && { receiving: receivingWith(chosen, kinds ?? kindsTaken(chosen)) }),
              },
            }),
          ),
    meta: { shown: true },
    onSuccess: async (defined, { identifier }) => {
      if (chosen) prepare(system.key, defined, chosen, identifier);
      if (storeAt) forget(storeAt);
      await queryClient.invalidateQueries({ queryKey: integrationsKey(system.key) });
      onDone(defined);
    },
    onError: (error) => form.setErrors(atFields(error)),
  });
  const rename = (name: string) => {
    const { key, name: before } = form.getValues();
    form.setFieldValue('name', name);
    if (!integration) form.setFieldValue('key', followingKey(key, { before, now: name }, others));
  };
  const choose = (sender: string, senderName: string) => {
    const { name, senderName: before } = form.getValues();
    form.setValues({ sender, senderName, identifier: '', kinds: null });
    // A name that somebody typed stays.
    if (name === before) rename(senderName);
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
                if (chosen === 'csv') choose('', '');
              }}
            />
          )}
          {!integration && kind === 'api' && (
            <PresetChoice
              description="For the tools in this list the identifier, the properties, the events and the signature are filled in. All of it can be changed."
              value={form.values.sender}
              onChange={choose}
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
          {form.values.sender !== '' && (
            <ChosenPreset
              preset={chosen}
              error={preset.error}
              identifier={form.values.identifier}
              onIdentifier={(path) => form.setFieldValue('identifier', path)}
              kinds={form.values.kinds}
              onKinds={(kinds) => form.setFieldValue('kinds', kinds)}
            />
          )}
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
        <Button
          type="submit"
          loading={define.isPending}
          disabled={form.values.sender !== '' && !chosen}
        >
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
function prepare(system: string, integration: Integration, preset: Preset, identifier: string) {
  const draft: Draft = {
    identifier: identifier || (preset.identifiers[0]?.path ?? ''),
    properties: preset.properties.map(draftProperty),
  };
  keep(sampleKey(system, integration.key), typicalOf(preset));
  keep(draftKey(system, integration.key), { ...begun(integration), draft });
}
