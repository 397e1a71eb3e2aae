import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { filtersChanged } from '../conditions/filters';
import { api, ifMatch, taken } from '../shared/api';
import type { Condition, Filter } from '../shared/contract';
import { followingKey, keyFault } from '../shared/keys';
import { notifyDone } from '../shared/notify';
import { useOnce } from '../shared/once';
import { FormProblem } from '../shared/FormProblem';
import { fieldErrors, ProblemError } from '../shared/problem';
import { useWhere } from '../shared/where';

interface Props {
  condition: Condition;
  /** The one that gets another name; null where a new one is made. */
  filter: Filter | null;
  opened: boolean;
  onClose: () => void;
  onMade: (filter: Filter) => unknown;
}

/** Gives a new filter a name, or one that is there another. */
export function NameFilter(props: Props) {
  const { filter, opened, onClose } = props;
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={filter ? `Rename ${filter.name}` : 'Save as a new filter'}
    >
      <NameForm {...props} />
    </Modal>
  );
}

function NameForm({ condition, filter, onClose, onMade }: Props) {
  const { system } = useWhere();
  const client = useQueryClient();
  const form = useForm({
    initialValues: { name: filter?.name ?? '', key: filter?.key ?? '' },
    validate: {
      name: (name) => (name.trim() ? null : 'Give it a name.'),
      key: keyFault,
    },
  });
  const path = { system: system.key };
  const save = useMutation({
    mutationFn: ({ name, key }: typeof form.values) =>
      filter
        ? taken(
            api.PUT('/api/v1/systems/{system}/filters/{filter}', {
              params: { path: { ...path, filter: filter.key }, header: ifMatch(filter.version) },
              body: { name: name.trim() },
            }),
          )
        : taken(
            api.POST('/api/v1/systems/{system}/filters', {
              params: { path },
              body: { name: name.trim(), key, condition },
            }),
          ),
    meta: { shown: true },
    onSuccess: async (saved) => {
      await filtersChanged(client, system.key);
      notifyDone(`${saved.name} is saved.`);
      onClose();
      if (!filter) await onMade(saved);
    },
    onError: async (error) => {
      form.setErrors(atFields(error));
      if (error instanceof ProblemError && error.code === 'version-conflict') {
        await filtersChanged(client, system.key);
      }
    },
  });
  const saveOnce = useOnce(save);
  return (
    <form onSubmit={form.onSubmit((values) => saveOnce(values))}>
      <Stack>
        <TextInput
          label="Name"
          placeholder="Large customers in trial"
          maxLength={200}
          data-autofocus
          {...form.getInputProps('name')}
          onChange={({ currentTarget: { value } }) => {
            const { key, name: before } = form.getValues();
            form.setFieldValue('name', value);
            if (!filter) form.setFieldValue('key', followingKey(key, { before, now: value }));
          }}
        />
        {!filter && (
          <TextInput
            label="Key"
            description="What links and the API call it; it never changes."
            placeholder="large-customers-in-trial"
            spellCheck={false}
            {...form.getInputProps('key')}
          />
        )}
        <FormProblem
          error={save.error}
          errors={atFields(save.error)}
          fields={filter ? ['name'] : ['name', 'key']}
        />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={save.isPending}>
            {filter ? 'Rename' : 'Save filter'}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

const atFields = (error: unknown): Record<string, string> =>
  error instanceof ProblemError && error.code === 'already-exists'
    ? { key: 'There is a filter with this key already.' }
    : fieldErrors(error);
