import { Button, Group, Select, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { api, taken } from '../shared/api';
import type { Dashboard } from '../shared/contract';
import { FormDialog } from '../shared/FormDialog';
import { FormProblem } from '../shared/FormProblem';
import { followingKey, keyFault } from '../shared/keys';
import { useOnce } from '../shared/once';
import { fieldErrors } from '../shared/problem';
import { usePath, useWhere } from '../shared/where';
import { reportsChanged } from './queries';
import { VISIBILITIES } from './visibility';

interface Props {
  opened: boolean;
  onClose: () => void;
}

/** Makes a dashboard without reports, and goes there. */
export function NewDashboard({ opened, onClose }: Props) {
  return (
    <FormDialog opened={opened} onClose={onClose} title="New dashboard">
      <NewForm onClose={onClose} />
    </FormDialog>
  );
}

function NewForm({ onClose }: { onClose: () => void }) {
  const { system } = useWhere();
  const path = usePath();
  const navigate = useNavigate();
  const client = useQueryClient();
  const form = useForm({
    initialValues: { name: '', key: '', visibility: 'shared' },
    validate: {
      name: (name) => (name.trim() ? null : 'Enter a name.'),
      key: keyFault,
    },
  });
  const make = useMutation({
    mutationFn: ({ name, key, visibility }: typeof form.values) =>
      taken(
        api.POST('/api/v1/systems/{system}/dashboards', {
          params: { path: { system: system.key } },
          body: { key, name: name.trim(), visibility: visibility as Dashboard['visibility'] },
        }),
      ),
    meta: { shown: true },
    onSuccess: async (dashboard) => {
      await reportsChanged(client, system.key);
      onClose();
      await navigate(path(`insights/reports/dashboard/${dashboard.key}`));
    },
    onError: (error) => form.setErrors(fieldErrors(error)),
  });
  const makeOnce = useOnce(make);
  return (
    <form noValidate onSubmit={form.onSubmit((values) => makeOnce(values))}>
      <Stack>
        <TextInput
          label="Name"
          data-autofocus
          {...form.getInputProps('name')}
          onChange={({ currentTarget: { value } }) =>
            form.setValues((before) => ({
              name: value,
              key: followingKey(before.key ?? '', { before: before.name ?? '', now: value }),
            }))
          }
        />
        <TextInput
          label="Key"
          description="Names it in addresses; it cannot be changed later."
          {...form.getInputProps('key')}
        />
        <Select
          label="Who sees it"
          data={VISIBILITIES}
          allowDeselect={false}
          {...form.getInputProps('visibility')}
        />
        <FormProblem error={make.error} fields={['name', 'key', 'visibility']} />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
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
