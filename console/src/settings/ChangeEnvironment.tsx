import { Button, Group, Modal, Stack, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, ifMatch, taken } from '../shared/api';
import type { Environment, System } from '../shared/contract';
import { notifyDone } from '../shared/notify';
import { FormProblem } from '../shared/FormProblem';
import { fieldErrors } from '../shared/problem';
import { systemsQuery } from '../shared/queries';
import { originFault, originsIn } from './origins';

interface Props {
  system: System;
  /** Which is changed; null for none. */
  environment: Environment | null;
  onClose: () => void;
}

/** An environment's name, and whose pages may load segments from it. */
export function ChangeEnvironment({ environment, onClose, system }: Props) {
  return (
    <Modal
      opened={environment !== null}
      onClose={onClose}
      title={`Change ${environment?.name ?? ''}`}
    >
      {environment && <Form system={system} environment={environment} onDone={onClose} />}
    </Modal>
  );
}

function Form({
  system,
  environment,
  onDone,
}: {
  system: System;
  environment: Environment;
  onDone: () => void;
}) {
  const queryClient = useQueryClient();
  // What was there when the form was opened: a change of somebody else since then is not undone.
  const [base] = useState(environment);
  const form = useForm({
    initialValues: {
      name: environment.name,
      allowedOrigins: environment.allowedOrigins.join('\n'),
    },
    validate: {
      name: (name) => (name.trim() ? null : 'Give it a name.'),
      allowedOrigins: originFault,
    },
  });
  const change = useMutation({
    mutationFn: ({ name, allowedOrigins }: typeof form.values) =>
      taken(
        api.PUT('/api/v1/systems/{system}/environments/{environment}', {
          params: {
            path: { system: system.key, environment: environment.key },
            header: ifMatch(base.version),
          },
          body: { name: name.trim(), allowedOrigins: originsIn(allowedOrigins) },
        }),
      ),
    meta: { shown: true },
    onSuccess: async (changed) => {
      await queryClient.invalidateQueries(systemsQuery);
      notifyDone(
        changed.allowedOrigins.length === 0
          ? `Saved. Pages of any origin may load segments of ${changed.name}.`
          : `Saved. Pages of other origins are refused from now on.`,
      );
      onDone();
    },
    onError: (error) => form.setErrors(atFields(fieldErrors(error))),
  });
  return (
    <form onSubmit={form.onSubmit((values) => change.mutate(values))}>
      <Stack>
        <TextInput label="Name" data-autofocus {...form.getInputProps('name')} />
        <Textarea
          label="Allowed origins"
          description="Whose pages may load segments, one a line. Empty: pages of any origin, whoever has the client key."
          placeholder={'https://app.example.com\nhttps://*.example.com'}
          autosize
          minRows={3}
          maxRows={12}
          {...form.getInputProps('allowedOrigins')}
        />
        <FormProblem
          error={change.error}
          errors={atFields(fieldErrors(change.error))}
          fields={['name', 'allowedOrigins']}
        />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onDone}>
            Cancel
          </Button>
          <Button type="submit" loading={change.isPending}>
            Save
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** The server names the origin that is wrong; here they share one field. */
function atFields(errors: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(errors).map(([path, reason]) => [path.replace(/\[\d+\]$/, ''), reason]),
  );
}
