import { Alert, Button, Group, Stack, Switch, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useNavigate } from 'react-router';
import { api, ifMatch, taken } from '../shared/api';
import { Confirm } from '../shared/Confirm';
import type { Integration } from '../shared/contract';
import { afterwards, Dependents } from '../shared/Dependents';
import { Meanwhile } from '../shared/Meanwhile';
import { notifyDone } from '../shared/notify';
import { Panel } from '../shared/Panel';
import { fieldErrors, isConflict, ProblemError } from '../shared/problem';
import { FormProblem } from '../shared/FormProblem';
import { useMay } from '../shared/session';
import { ProblemView } from '../shared/states';
import { forget } from '../shared/tab';
import { useBase } from '../shared/useBase';
import { useLeaveGuard } from '../shared/useLeaveGuard';
import { usePath, useWhere } from '../shared/where';
import { IntegrationFrame } from './IntegrationFrame';
import { draftKey, sampleKey } from './kept';
import { integrationsKey } from './queries';

/** What an integration is called, what it keeps, and its end. */
export function Component() {
  const mayEdit = useMay('editor');
  return (
    <IntegrationFrame>
      {(integration) => (
        <Settings key={integration.key} integration={integration} mayEdit={mayEdit} />
      )}
    </IntegrationFrame>
  );
}

function Settings({ integration, mayEdit }: { integration: Integration; mayEdit: boolean }) {
  const state = useBase(integration);
  const { guard, leaving } = useLeaveGuard(mayEdit && state.dirty);
  return (
    <Stack gap="lg">
      <General key={state.round} state={state} mayEdit={mayEdit} />
      {mayEdit && <Deletion integration={integration} onDeleted={leaving} />}
      {guard}
    </Stack>
  );
}

interface FormProps {
  state: ReturnType<typeof useBase<Integration>>;
  mayEdit: boolean;
}

function General({ state, mayEdit }: FormProps) {
  const { base: integration, theirs, setDirty } = state;
  const { system } = useWhere();
  const queryClient = useQueryClient();
  const form = useForm({
    initialValues: { name: integration.name, keepRejected: integration.keepRejected },
    validate: { name: (name) => (name.trim() ? null : 'Give it a name.') },
  });
  const save = useMutation({
    mutationFn: ({ name, keepRejected }: typeof form.values) =>
      taken(
        api.PUT('/api/v1/systems/{system}/integrations/{integration}', {
          params: {
            path: { system: system.key, integration: integration.key },
            header: ifMatch(integration.version),
          },
          body: { name: name.trim(), keepRejected },
        }),
      ),
    meta: { shown: true },
    onSuccess: async (saved) => {
      state.begin(saved);
      await queryClient.invalidateQueries({ queryKey: integrationsKey(system.key) });
      notifyDone('Saved.');
    },
    onError: (error) => {
      form.setErrors(fieldErrors(error));
      if (isConflict(error)) {
        void queryClient.invalidateQueries({ queryKey: integrationsKey(system.key) });
      }
    },
  });
  const dirty = form.isDirty();
  useEffect(() => setDirty(dirty), [dirty, setDirty]);
  return (
    <form onSubmit={form.onSubmit((values) => save.mutate(values))}>
      <Panel title="General">
        <Stack maw="36rem">
          <TextInput
            label="Name"
            description="As it is called in segments and reports. Changing it changes nothing else."
            readOnly={!mayEdit}
            {...form.getInputProps('name')}
          />
          <TextInput label="Key" description="It never changes." value={integration.key} readOnly />
          {integration.kind === 'api' && (
            <Switch
              label="Keep what was refused"
              description="What was sent with deliveries that were refused, in whole or in part, is kept for 72 hours (unless your operator says otherwise), encrypted on the server’s disk, so that editors can look at it and send it again. Of what was taken, nothing but the values is kept."
              disabled={!mayEdit}
              {...form.getInputProps('keepRejected', { type: 'checkbox' })}
            />
          )}
          {theirs ? (
            <Meanwhile
              what="integration"
              rows={[
                ['Name', theirs.name, form.values.name],
                [
                  'Keep what was refused',
                  yesNo(theirs.keepRejected),
                  yesNo(form.values.keepRejected),
                ],
              ]}
              onTake={() => state.begin(theirs)}
              onKeep={() => {
                save.reset();
                state.keep();
              }}
            />
          ) : (
            <FormProblem error={save.error} fields={['name', 'keepRejected']} />
          )}
          {mayEdit && (
            <Group justify="flex-end">
              <Button type="submit" loading={save.isPending} disabled={!dirty || theirs !== null}>
                Save
              </Button>
            </Group>
          )}
        </Stack>
      </Panel>
    </form>
  );
}

const yesNo = (value: boolean) => (value ? 'yes' : 'no');

interface DeletionProps {
  integration: Integration;
  onDeleted: () => void;
}

function Deletion({ integration, onDeleted }: DeletionProps) {
  const { system } = useWhere();
  const path = usePath();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const [asked, setAsked] = useState(false);
  const remove = useMutation({
    mutationFn: (confirm: boolean) =>
      taken(
        api.DELETE('/api/v1/systems/{system}/integrations/{integration}', {
          params: {
            path: { system: system.key, integration: integration.key },
            query: confirm ? { confirm } : {},
            header: ifMatch(integration.version),
          },
        }),
      ),
    meta: { shown: true },
    onSuccess: async () => {
      onDeleted();
      forget(sampleKey(system.key, integration.key));
      forget(draftKey(system.key, integration.key));
      // At once, or this page, still standing, asks for what is gone.
      await navigate(path('integrations'), { replace: true, flushSync: true });
      queryClient.removeQueries({ queryKey: [...integrationsKey(system.key), integration.key] });
      await queryClient.invalidateQueries({ queryKey: ['systems', system.key] });
      notifyDone(`${integration.name} is deleted.`);
    },
  });
  const inUse =
    remove.error instanceof ProblemError && remove.error.code === 'in-use'
      ? remove.error.problem
      : null;
  const count = integration.properties.length;
  const csv = integration.kind === 'csv';
  return (
    <Panel
      title="Delete"
      about={`${csv ? 'Erases' : 'Ends the endpoints and erases'} the attributes of this integration, with the values of all users.`}
      actions={
        <Button color="red" variant="light" onClick={() => setAsked(true)}>
          Delete the integration
        </Button>
      }
    >
      <Text size="sm" c="dimmed">
        {count === 0
          ? 'It has no attributes.'
          : `It has ${count} ${count === 1 ? 'attribute' : 'attributes'}: ${integration.properties.map(({ name }) => name).join(', ')}.`}
      </Text>
      <Confirm
        opened={asked}
        onClose={() => {
          setAsked(false);
          remove.reset();
        }}
        title={`Delete ${integration.name}?`}
        action={inUse ? 'Delete all the same' : 'Delete'}
        typed={integration.key}
        pending={remove.isPending}
        onConfirm={() => remove.mutate(inUse !== null)}
      >
        <Stack gap="sm">
          <Text size="sm">
            {csv ? 'Its ' : 'Its endpoints stop working at once, and its '}
            {count} {count === 1 ? 'attribute is' : 'attributes are'} erased for all users. It
            cannot be had back.
          </Text>
          {inUse ? (
            <Alert color="red" variant="light" title="These depend on it" role="alert">
              <Dependents dependents={inUse.dependents ?? []} />
              <Text size="sm" mt="xs">
                {afterwards(inUse.dependents ?? [])}
              </Text>
            </Alert>
          ) : (
            remove.error && <ProblemView error={remove.error} />
          )}
        </Stack>
      </Confirm>
    </Panel>
  );
}
