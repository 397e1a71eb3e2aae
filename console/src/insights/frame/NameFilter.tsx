import { Button, Group, Radio, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { filtersChanged } from '../../conditions/filters';
import { useState } from 'react';
import { FormDialog } from '../../shared/FormDialog';
import { api, ifMatch, taken } from '../../shared/api';
import type { Condition, Filter } from '../../shared/contract';
import { followingKey, keyFault } from '../../shared/keys';
import { Meanwhile } from '../../shared/Meanwhile';
import { notifyDone } from '../../shared/notify';
import { useOnce } from '../../shared/once';
import { FormProblem } from '../../shared/FormProblem';
import { fieldErrors, ProblemError } from '../../shared/problem';
import { useWhere } from '../../shared/where';

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
    <FormDialog
      opened={opened}
      onClose={onClose}
      title={filter ? `Rename ${filter.name}` : 'Save as a new filter'}
    >
      <NameForm {...props} />
    </FormDialog>
  );
}

function NameForm({ condition, filter: latest, onClose, onMade }: Props) {
  // As it was when one began, until it is said what someone else called it.
  const [filter, setFilter] = useState(latest);
  const theirs = filter && latest && latest.version > filter.version ? latest : null;
  const { system } = useWhere();
  const client = useQueryClient();
  const form = useForm({
    initialValues: {
      name: filter?.name ?? '',
      key: filter?.key ?? '',
      visibility: 'shared' as Filter['visibility'],
    },
    validate: {
      name: (name) => (name.trim() ? null : 'Give it a name.'),
      key: keyFault,
    },
  });
  const path = { system: system.key };
  const save = useMutation({
    mutationFn: ({ name, key, visibility }: typeof form.values) =>
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
              body: { name: name.trim(), key, condition, visibility },
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
        {!filter && (
          <Radio.Group label="Who sees it" {...form.getInputProps('visibility')}>
            <Stack gap="xs" mt={4}>
              <Radio value="shared" label="Everybody who works with this system" />
              <Radio value="private" label="Only you" />
            </Stack>
          </Radio.Group>
        )}
        {theirs ? (
          <Meanwhile
            what="filter"
            rows={[['Name', theirs.name, form.values.name]]}
            onTake={() => {
              save.reset();
              form.setFieldValue('name', theirs.name);
              setFilter(theirs);
            }}
            onKeep={() => {
              save.reset();
              setFilter(theirs);
            }}
          />
        ) : (
          <FormProblem
            error={save.error}
            errors={atFields(save.error)}
            fields={filter ? ['name'] : ['name', 'key']}
          />
        )}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={save.isPending} disabled={theirs !== null}>
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
