import { Button, Group, NumberInput, Select, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { api, ifMatch, taken } from '../shared/api';
import { Confirm } from '../shared/Confirm';
import type { System } from '../shared/contract';
import { notifyDone } from '../shared/notify';
import { OpenApplication } from '../shared/OpenApplication';
import { Page } from '../shared/Page';
import { Panel } from '../shared/Panel';
import { fieldErrors, isConflict } from '../shared/problem';
import { FormTrouble } from '../shared/FormTrouble';
import { pageSettingsQuery, systemsQuery } from '../shared/queries';
import { SaveButton } from '../shared/SaveButton';
import { useMay } from '../shared/session';
import { timeZones } from '../shared/time-zones';
import { useBase } from '../shared/useBase';
import { useWhere } from '../shared/where';
import { AttributeUse } from './AttributeUse';
import { LimitsInUse } from './LimitsInUse';

/** Name, time zone and limits of the system, and how much of them is used. */
export function Component() {
  const { system } = useWhere();
  const admin = useMay('admin');
  const { data: pages } = useQuery(pageSettingsQuery(system.key));
  return (
    <Page
      title={system.name}
      about={`The system ${system.key}.`}
      actions={pages?.applicationUrl && <OpenApplication url={pages.applicationUrl} />}
    >
      <Panel
        title="Name and time zone"
        about={
          !admin &&
          'Changing them needs the role Admin. Ask an administrator, who can do it or give you that role.'
        }
      >
        <SystemEditor key={system.key} system={system} readOnly={!admin} />
      </Panel>
      <Panel
        title="Attributes in use"
        about="All integrations together may fill this many attributes; fewer are easier to work with."
      >
        <AttributeUse system={system} />
      </Panel>
      <Panel
        flush
        title="Other limits"
        about="What would go past one is refused, with the limit named; what is there stays."
      >
        <LimitsInUse system={system} />
      </Panel>
      {admin && (
        <Panel title="Delete the system">
          <DeleteSystem system={system} />
        </Panel>
      )}
    </Page>
  );
}

function SystemEditor({ system, readOnly }: { system: System; readOnly: boolean }) {
  const state = useBase(system);
  return <SystemForm key={state.round} state={state} readOnly={readOnly} />;
}

interface FormProps {
  state: ReturnType<typeof useBase<System>>;
  readOnly: boolean;
}

function SystemForm({ state, readOnly }: FormProps) {
  const queryClient = useQueryClient();
  const { base: system, theirs, setDirty } = state;
  const form = useForm({
    initialValues: {
      name: system.name,
      timeZone: system.timeZone,
      attributeLimit: system.attributeLimit as number | string,
    },
    validate: {
      name: (name) => (name.trim() ? null : 'Give it a name.'),
      attributeLimit: (limit) => (typeof limit === 'number' ? null : 'Enter a whole number.'),
    },
  });
  const save = useMutation({
    mutationFn: ({ name, timeZone, attributeLimit }: typeof form.values) =>
      taken(
        api.PUT('/api/v1/systems/{system}', {
          params: { path: { system: system.key }, header: ifMatch(system.version) },
          body: { name: name.trim(), timeZone, attributeLimit: Number(attributeLimit) },
        }),
      ),
    meta: { shown: true },
    onSuccess: async (saved) => {
      state.begin(saved);
      await queryClient.invalidateQueries({ queryKey: ['systems'] });
      notifyDone('Saved.');
    },
    onError: (error) => {
      form.setErrors(fieldErrors(error));
      if (isConflict(error)) void queryClient.invalidateQueries(systemsQuery);
    },
  });
  const dirty = form.isDirty();
  useEffect(() => setDirty(dirty), [dirty, setDirty]);
  return (
    <form onSubmit={form.onSubmit((values) => save.mutate(values))}>
      <Stack maw="28rem">
        <TextInput label="Name" readOnly={readOnly} {...form.getInputProps('name')} />
        <Select
          label="Time zone"
          description="Days and relative dates in conditions are counted in it, from the next evaluation on."
          data={[...new Set([system.timeZone, ...timeZones()])]}
          searchable
          allowDeselect={false}
          limit={200}
          readOnly={readOnly}
          data-read-only={readOnly || undefined}
          {...form.getInputProps('timeZone')}
        />
        <NumberInput
          label="Attribute limit"
          description="A lower limit refuses more attributes; those that are there stay."
          min={1}
          allowDecimal={false}
          readOnly={readOnly}
          {...form.getInputProps('attributeLimit')}
        />
        <FormTrouble
          state={state}
          save={save}
          what="system"
          rows={(theirs) => [
            ['Name', theirs.name, form.values.name],
            ['Time zone', theirs.timeZone, form.values.timeZone],
            ['Attribute limit', `${theirs.attributeLimit}`, `${form.values.attributeLimit}`],
          ]}
          fields={['name', 'timeZone', 'attributeLimit']}
          onRetry={() => void queryClient.invalidateQueries(systemsQuery)}
        />
        {!readOnly && (
          <Group>
            <SaveButton save={save} dirty={dirty} theirs={theirs} />
          </Group>
        )}
      </Stack>
    </form>
  );
}

function DeleteSystem({ system }: { system: System }) {
  const [asking, setAsking] = useState(false);
  const remove = useMutation({
    mutationFn: () =>
      taken(
        api.DELETE('/api/v1/systems/{system}', {
          params: { path: { system: system.key }, query: { confirm: true } },
        }),
      ),
    onSuccess: () => window.location.assign('/'),
  });
  return (
    <Group justify="space-between">
      <Text size="sm" maw="36rem">
        Erases all of its end users, integrations, segments and publications in every environment.
        Pages and senders that use it are refused from then on. This cannot be undone.
      </Text>
      <Button color="red" variant="light" onClick={() => setAsking(true)}>
        Delete {system.name} …
      </Button>
      <Confirm
        opened={asking}
        onClose={() => setAsking(false)}
        title={`Delete ${system.name}?`}
        action="Delete everything"
        typed={system.key}
        pending={remove.isPending}
        onConfirm={() => remove.mutate()}
      >
        Everything that is kept in it is erased, and cannot be had back except from a backup.
      </Confirm>
    </Group>
  );
}
