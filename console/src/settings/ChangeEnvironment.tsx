import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, ifMatch, taken } from '../shared/api';
import type { Environment, System } from '../shared/contract';
import { notifyDone } from '../shared/notify';
import { FormProblem } from '../shared/FormProblem';
import { fieldErrors } from '../shared/problem';
import { systemsQuery } from '../shared/queries';

interface Props {
  system: System;
  /** Which is changed; null for none. */
  environment: Environment | null;
  onClose: () => void;
}

/** An environment's name. */
export function ChangeEnvironment({ environment, onClose, system }: Props) {
  return (
    <Modal
      opened={environment !== null}
      onClose={onClose}
      title={`Rename ${environment?.name ?? ''}`}
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
    initialValues: { name: environment.name },
    validate: { name: (name) => (name.trim() ? null : 'Give it a name.') },
  });
  const change = useMutation({
    mutationFn: ({ name }: typeof form.values) =>
      taken(
        api.PUT('/api/v1/systems/{system}/environments/{environment}', {
          params: {
            path: { system: system.key, environment: environment.key },
            header: ifMatch(base.version),
          },
          body: { name: name.trim() },
        }),
      ),
    meta: { shown: true },
    onSuccess: async (changed) => {
      await queryClient.invalidateQueries(systemsQuery);
      notifyDone(`It is called ${changed.name} from now on.`);
      onDone();
    },
    onError: (error) => form.setErrors(fieldErrors(error)),
  });
  return (
    <form onSubmit={form.onSubmit((values) => change.mutate(values))}>
      <Stack>
        <TextInput label="Name" data-autofocus {...form.getInputProps('name')} />
        <FormProblem error={change.error} fields={['name']} />
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
