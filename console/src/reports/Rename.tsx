import { Button, Group, Stack, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, ifMatch, taken } from '../shared/api';
import type { Dashboard, Report } from '../shared/contract';
import { FormDialog } from '../shared/FormDialog';
import { FormProblem } from '../shared/FormProblem';
import { notifyDone } from '../shared/notify';
import { useOnce } from '../shared/once';
import { fieldErrors } from '../shared/problem';
import { useWhere } from '../shared/where';
import { reportsChanged, type Subject } from './queries';

interface Props {
  kind: Subject['kind'];
  saved: Report | Dashboard;
  opened: boolean;
  onClose: () => void;
}

/** Gives a report or a dashboard another name or description. */
export function Rename({ kind, saved, opened, onClose }: Props) {
  return (
    <FormDialog opened={opened} onClose={onClose} title={`Rename ${saved.name}`}>
      <RenameForm kind={kind} saved={saved} onClose={onClose} />
    </FormDialog>
  );
}

function RenameForm({ kind, saved, onClose }: Omit<Props, 'opened'>) {
  const { system } = useWhere();
  const client = useQueryClient();
  const form = useForm({
    initialValues: { name: saved.name, description: saved.description },
    validate: { name: (name) => (name.trim() ? null : 'Enter a name.') },
  });
  const change = useMutation({
    mutationFn: ({ name, description }: typeof form.values) => {
      const body = { name: name.trim(), description: description.trim() };
      const header = ifMatch(saved.version);
      return taken<{ name: string }>(
        kind === 'report'
          ? api.PUT('/api/v1/systems/{system}/reports/{report}', {
              params: { path: { system: system.key, report: saved.key }, header },
              body,
            })
          : api.PUT('/api/v1/systems/{system}/dashboards/{dashboard}', {
              params: { path: { system: system.key, dashboard: saved.key }, header },
              body,
            }),
      );
    },
    meta: { shown: true },
    onSuccess: async ({ name }) => {
      await reportsChanged(client, system.key);
      onClose();
      notifyDone(`${name} is saved.`);
    },
    onError: (error) => form.setErrors(fieldErrors(error)),
  });
  const changeOnce = useOnce(change);
  return (
    <form noValidate onSubmit={form.onSubmit((values) => changeOnce(values))}>
      <Stack>
        <TextInput label="Name" data-autofocus {...form.getInputProps('name')} />
        <Textarea label="Description" autosize {...form.getInputProps('description')} />
        <FormProblem error={change.error} fields={['name', 'description']} />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
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
