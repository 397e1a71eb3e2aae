import { Button, Group, Select, Stack, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconBookmark } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { api, taken } from '../shared/api';
import type { Report, ReportView } from '../shared/contract';
import { FormDialog } from '../shared/FormDialog';
import { FormProblem } from '../shared/FormProblem';
import { followingKey, keyFault } from '../shared/keys';
import { notifyDone } from '../shared/notify';
import { useOnce } from '../shared/once';
import { fieldErrors } from '../shared/problem';
import { useMay } from '../shared/session';
import { usePath, useWhere } from '../shared/where';
import { reportsChanged } from './queries';
import { VISIBILITIES } from './visibility';

interface Props {
  /** Which call of Insights it is. */
  view: ReportView;
  /** The body of that call. */
  query: object;
  /** The key of the saved filter whose condition it takes, if that is as it was saved. */
  filter?: string | undefined;
  /** What else the view wants to know when it is opened again. */
  display?: object | undefined;
  /** Whether what is asked cannot be saved as it is: a condition that is not finished. */
  disabled?: boolean | undefined;
}

/** The button with which a view is saved as a report. */
export function SaveReport(props: Props) {
  const [opened, setOpened] = useState(false);
  const close = () => setOpened(false);
  const may = useMay('editor');
  if (!may) return null;
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconBookmark size={16} />}
        disabled={props.disabled ?? false}
        onClick={() => setOpened(true)}
      >
        Save as report
      </Button>
      <FormDialog opened={opened} onClose={close} title="Save as a report">
        <SaveForm {...props} onClose={close} />
      </FormDialog>
    </>
  );
}

function SaveForm({ view, query, filter, display, onClose }: Props & { onClose: () => void }) {
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
        <FormProblem
          error={save.error}
          fields={['name', 'key', 'description', 'visibility']}
        />
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
