import { Button, Group, Select, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { segmentsHereQuery } from '../segments/queries';
import { api, ifMatch, taken } from '../shared/api';
import type { Webhook } from '../shared/contract';
import { FormProblem } from '../shared/FormProblem';
import { followingKey, keyFault } from '../shared/keys';
import { useOnce } from '../shared/once';
import { fieldErrors } from '../shared/problem';
import { useWhere } from '../shared/where';
import { webhooksChanged } from './queries';
import { urlFault } from './words';

interface Props {
  /** The one that is changed; without it, a new one is made. */
  webhook?: Webhook;
  onCancel: () => void;
  /** With the secret of one that was made. */
  onDone: (webhook: Webhook, secret: string | null) => void;
}

/** Stands for all segments in the list; no key has a star. */
const ALL = '*';

/** What a webhook tells of, and where. */
export function WebhookForm({ webhook, onCancel, onDone }: Props) {
  const { system, environment } = useWhere();
  const client = useQueryClient();
  const segments = useQuery(segmentsHereQuery(system.key, environment.key));
  const form = useForm({
    initialValues: {
      name: webhook?.name ?? '',
      key: webhook?.key ?? '',
      url: webhook?.url ?? '',
      segment: webhook?.segment ?? ALL,
    },
    validate: {
      name: (name) => (name.trim() ? null : 'Enter a name.'),
      key: keyFault,
      url: urlFault,
    },
  });
  const save = useMutation({
    mutationFn: async ({ name, key, url, segment }: typeof form.values) => {
      const body = {
        name: name.trim(),
        url: url.trim(),
        segment: segment === ALL ? null : segment,
      };
      if (webhook) {
        const changed = await taken(
          api.PUT('/api/v1/systems/{system}/environments/{environment}/webhooks/{webhook}', {
            params: {
              path: { system: system.key, environment: environment.key, webhook: webhook.key },
              header: ifMatch(webhook.version),
            },
            body,
          }),
        );
        return { changed, secret: null };
      }
      const { secret, ...changed } = await taken(
        api.POST('/api/v1/systems/{system}/environments/{environment}/webhooks', {
          params: { path: { system: system.key, environment: environment.key } },
          body: { ...body, key },
        }),
      );
      return { changed, secret };
    },
    meta: { shown: true },
    onSuccess: async ({ changed, secret }) => {
      await webhooksChanged(client, system.key, environment.key);
      onDone(changed, secret);
    },
    onError: (error) => form.setErrors(fieldErrors(error)),
  });
  const saveOnce = useOnce(save);
  const names = segments.data?.map(({ key, name }) => ({ value: key, label: name })) ?? [];
  const known = names.some(({ value }) => value === form.values.segment);
  return (
    <form noValidate onSubmit={form.onSubmit((values) => saveOnce(values))}>
      <Stack>
        <TextInput
          label="Name"
          placeholder="Tell the CRM"
          data-autofocus
          {...form.getInputProps('name')}
          onChange={({ currentTarget: { value } }) =>
            form.setValues((before) => ({
              name: value,
              ...(webhook
                ? {}
                : {
                    key: followingKey(before.key ?? '', { before: before.name ?? '', now: value }),
                  }),
            }))
          }
        />
        {!webhook && (
          <TextInput
            label="Key"
            description="Names it in addresses; it cannot be changed later."
            {...form.getInputProps('key')}
          />
        )}
        <TextInput
          label="URL"
          type="url"
          description="Each message is sent there by POST, as JSON, signed. It has to be reachable from this server, by https."
          placeholder="https://hooks.example.com/muster"
          {...form.getInputProps('url')}
        />
        <Select
          label="Segment"
          description={`It is told when a user of ${environment.name} enters or leaves it, as it is published there.`}
          data={[
            { value: ALL, label: 'All live segments' },
            ...names,
            ...(known || form.values.segment === ALL
              ? []
              : [{ value: form.values.segment, label: `${form.values.segment} (gone)` }]),
          ]}
          searchable
          allowDeselect={false}
          {...form.getInputProps('segment')}
        />
        <FormProblem error={save.error} fields={['name', 'key', 'url', 'segment']} />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onCancel}>
            Cancel
          </Button>
          <Button type="submit" loading={save.isPending}>
            {webhook ? 'Save' : 'Make it'}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
