import { Anchor, Box, Button, Group, Select, Stack, Text, TextInput, Title } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from 'react-router';
import { api, taken } from '../shared/api';
import { followingKey, keyFault } from '../shared/keys';
import { NeedsRole } from '../shared/NeedsRole';
import { notifyDone } from '../shared/notify';
import { Page } from '../shared/Page';
import { Panel } from '../shared/Panel';
import { useOnce } from '../shared/once';
import { FormProblem } from '../shared/FormProblem';
import { fieldErrors } from '../shared/problem';
import { systemsQuery } from '../shared/queries';
import { useMay } from '../shared/session';
import { browserTimeZone, timeZones } from '../shared/time-zones';
import { startAt } from './last-place';
import { Mark } from '../shared/Mark';

/** Makes a system: the first one, as the start of everything, or another. */
export function Component() {
  const { data: systems } = useQuery(systemsQuery);
  const mayCreate = useMay('admin');
  const first = systems?.length === 0;
  return (
    <Box component="main" p={{ base: 'md', sm: 'xl' }} maw="36rem" mx="auto">
      <Group mb="xl" justify="space-between">
        <Mark />
        {!first && (
          <Anchor component={Link} to="/" size="sm">
            Back
          </Anchor>
        )}
      </Group>
      <Page
        title={first ? 'Which application is it about?' : 'New system'}
        about="A system is one application whose end users are kept, with environments such as production and test."
      >
        {mayCreate ? (
          <Panel>
            <NewSystemForm />
          </Panel>
        ) : (
          <NeedsRole needed="admin">
            {first && 'There is no system yet. '}Systems are made by administrators.
          </NeedsRole>
        )}
        {first && (
          <Stack gap="xs" mt="xl">
            <Title order={2}>What comes then</Title>
            <Text c="dimmed" size="sm">
              You name a sender, such as your billing tool, and paste what it sends. Muster gives
              you an address to enter there. From the first call on, the values decide which
              segments a user is in. Or you upload a CSV file with a row for each user.
            </Text>
          </Stack>
        )}
      </Page>
    </Box>
  );
}

function NewSystemForm() {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const form = useForm({
    initialValues: { name: '', key: '', timeZone: browserTimeZone() },
    validate: {
      name: (name) => (name.trim() ? null : 'Give it a name.'),
      key: keyFault,
    },
  });
  const create = useMutation({
    mutationFn: (body: typeof form.values) => taken(api.POST('/api/v1/systems', { body })),
    meta: { shown: true },
    onSuccess: async (system) => {
      await queryClient.invalidateQueries(systemsQuery);
      notifyDone(`${system.name} was created.`);
      await navigate(startAt([system]) ?? '/');
    },
    onError: (error) => form.setErrors(fieldErrors(error)),
  });
  const createOnce = useOnce(create);
  return (
    <form onSubmit={form.onSubmit((values) => createOnce({ ...values, name: values.name.trim() }))}>
      <Stack>
        <TextInput
          label="Name"
          placeholder="My shop"
          autoFocus
          {...form.getInputProps('name')}
          onChange={(event) => {
            const name = event.currentTarget.value;
            const { key, name: before } = form.getValues();
            form.setFieldValue('name', name);
            form.setFieldValue('key', followingKey(key, { before, now: name }));
          }}
        />
        <TextInput
          label="Key"
          description="Names it in addresses and in the API; it never changes."
          placeholder="my-shop"
          {...form.getInputProps('key')}
        />
        <Select
          label="Time zone"
          description="Days and relative dates in conditions are counted in it."
          data={timeZones()}
          searchable
          allowDeselect={false}
          limit={200}
          {...form.getInputProps('timeZone')}
        />
        <FormProblem error={create.error} fields={['name', 'key', 'timeZone']} />
        <Group justify="flex-end">
          <Button type="submit" loading={create.isPending}>
            Create the system
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
