import { Button, Group, Select, Stack, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useLocation, useNavigate } from 'react-router';
import { api, taken } from '../shared/api';
import type { Report } from '../shared/contract';
import { FormProblem } from '../shared/FormProblem';
import { followingKey, keyFault } from '../shared/keys';
import { notifyDone } from '../shared/notify';
import { useOnce } from '../shared/once';
import { fieldErrors } from '../shared/problem';
import { usePath, useWhere } from '../shared/where';
import { reportsChanged } from './queries';
import type { Saved } from './SaveReport';
import { VISIBILITIES } from './visibility';

/** What a report is called, and who sees it. */
export function SaveForm({
  view,
  query,
  filter,
  display,
  onClose,
}: Saved & { onClose: () => void }) {
  const { system, environment } = useWhere();
  const { pathname, search } = useLocation();
  const path = usePath();
  const navigate = useNavigate();
  const client = useQueryClient();
  const form = useForm({
    initialValues: { name: '', key: '', description: '', visibility: 'shared' },
    validate: {
      name: (name) => (name.trim() ? null : 'Enter a name.'),
      key: keyFault,
    },
  });
  const save = useMutation({
    mutationFn: ({ name, key, description, visibility }: typeof form.values) =>
      taken(
        api.POST('/api/v1/systems/{system}/reports', {
          params: { path: { system: system.key } },
          body: {
            key,
            name: name.trim(),
            description: description.trim(),
            visibility: visibility as Report['visibility'],
            environment: environment.key,
            view,
            query: asked(query, filter) as unknown as Record<string, never>,
            ...(filter === undefined ? {} : { filter }),
            // Where it was saved, so that it can be looked at there again.
            display: {
              ...display,
              page: pathname.split('/').slice(4).join('/'),
              search,
            } as unknown as Record<string, never>,
          },
        }),
      ),
    meta: { shown: true },
    onSuccess: async (report) => {
      await reportsChanged(client, system.key);
      onClose();
      notifyDone(`${report.name} is saved.`);
      await navigate(path(`insights/reports/report/${report.key}`));
    },
    onError: (error) => form.setErrors(fieldErrors(error)),
  });
  const saveOnce = useOnce(save);
  return (
    <form noValidate onSubmit={form.onSubmit((values) => saveOnce(values))}>
      <Stack>
        <TextInput
          label="Name"
          placeholder="Active users by plan"
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
          description="Names it in addresses and files; it cannot be changed later."
          {...form.getInputProps('key')}
        />
        <Textarea label="Description" autosize {...form.getInputProps('description')} />
        <Select
          label="Who sees it"
          data={VISIBILITIES}
          allowDeselect={false}
          {...form.getInputProps('visibility')}
        />
        <FormProblem error={save.error} fields={['name', 'key', 'description', 'visibility']} />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={save.isPending}>
            Save
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** Where a filter says whom it is about, the condition is its own, as it will be then. */
const asked = (query: object, filter: string | undefined): object =>
  filter === undefined
    ? query
    : Object.fromEntries(Object.entries(query).filter(([name]) => name !== 'condition'));
