import {
  Alert,
  Button,
  Group,
  MultiSelect,
  Stack,
  TagsInput,
  Text,
  TextInput,
} from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Alerts, HealthFindingKind, Integration } from '../../shared/contract';
import { FormProblem } from '../../shared/FormProblem';
import { notifyDone } from '../../shared/notify';
import { fieldErrors } from '../../shared/problem';
import { ShownOnce } from '../../shared/ShownOnce';
import { ProblemView } from '../../shared/states';
import { useLeaveGuard } from '../../shared/useLeaveGuard';
import { alertsQuery, putAlerts, testAlerts, type Place } from './queries';
import { KINDS, TOLD } from './words';

interface Props {
  place: Place;
  /** What the integration takes. */
  of: Integration['kind'];
  alerts: Alerts;
}

const valuesOf = ({ emails, webhook, kinds }: Alerts) => ({
  emails,
  webhook: webhook ?? '',
  kinds: kinds as string[],
});

/** A refusal of one address is shown at the field of all. */
const atFields = (errors: Record<string, string>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(errors).map(([path, reason]) => [path.replace(/\[\d+\]$/, ''), reason]),
  );

/** Who is told of what. */
export function AlertForm({ place, of, alerts }: Props) {
  const client = useQueryClient();
  const [secret, setSecret] = useState<string | null>(null);
  const form = useForm({ initialValues: valuesOf(alerts) });
  const dirty = form.isDirty();
  const { guard } = useLeaveGuard(dirty);
  const save = useMutation({
    mutationFn: ({ emails, webhook, kinds }: typeof form.values) =>
      putAlerts(place, {
        emails,
        webhook: webhook.trim() === '' ? null : webhook.trim(),
        kinds: kinds as HealthFindingKind[],
      }),
    meta: { shown: true },
    onSuccess: (saved) => {
      const { webhookSecret, ...kept } = saved;
      client.setQueryData(alertsQuery(place).queryKey, kept);
      form.setInitialValues(valuesOf(kept));
      form.setValues(valuesOf(kept));
      test.reset();
      if (webhookSecret) setSecret(webhookSecret);
      notifyDone('Saved.');
    },
    onError: (error) => form.setErrors(atFields(fieldErrors(error))),
  });
  const test = useMutation({ mutationFn: () => testAlerts(place), meta: { shown: true } });
  const tells = alerts.emails.length > 0 || alerts.webhook !== null;
  return (
    <form noValidate onSubmit={form.onSubmit((values) => save.mutate(values))}>
      <Stack gap="md">
        {!alerts.canMail && (
          <Alert color="yellow" p="sm" title="This server sends no mails yet">
            <Text size="sm">
              Whoever runs it sets a mail server: <code>smtp-host</code> and <code>mail-from</code>.
              Addresses can be saved before; a webhook works without one.
            </Text>
          </Alert>
        )}
        <TagsInput
          label="By e-mail to"
          description="Addresses; Enter after each. All of them see who else gets it."
          maxTags={20}
          acceptValueOnBlur
          splitChars={[',', ';', ' ']}
          {...form.getInputProps('emails')}
        />
        <TextInput
          label="To a webhook"
          description="Posted as Standard Webhooks, signed with a secret that is shown once."
          placeholder="https://hooks.example.com/muster"
          autoCapitalize="off"
          autoComplete="off"
          spellCheck={false}
          {...form.getInputProps('webhook')}
        />
        <MultiSelect
          label="Only of"
          description="Nothing chosen: whatever is found and is sure."
          data={TOLD[of].map((kind) => ({ value: kind, label: KINDS[kind] }))}
          clearable
          {...form.getInputProps('kinds')}
        />
        <FormProblem
          error={save.error}
          errors={atFields(fieldErrors(save.error))}
          fields={['emails', 'webhook', 'kinds']}
        />
        <Group gap="sm">
          <Button type="submit" loading={save.isPending} disabled={!dirty}>
            Save
          </Button>
          {tells && (
            <Button
              variant="default"
              loading={test.isPending}
              disabled={dirty}
              onClick={() => test.mutate()}
            >
              Send a test
            </Button>
          )}
        </Group>
        {test.error && <ProblemView error={test.error} />}
        <div role="status">
          {test.data?.items.map(({ channel, sent, problem }) => (
            <Alert key={channel} variant="light" color={sent ? 'green' : 'red'} p="sm" mt="xs">
              <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
                {channel === 'email' ? 'E-mail' : 'Webhook'}:{' '}
                {sent ? 'the test went out.' : 'the test did not go out.'}
                {problem !== null && ` ${problem}`}
              </Text>
            </Alert>
          ))}
        </div>
      </Stack>
      {guard}
      <ShownOnce
        title="The webhook’s secret"
        name="secret"
        value={secret}
        onClose={() => setSecret(null)}
      >
        What is posted is signed with it, as Standard Webhooks say. Give it to whatever receives the
        alerts.
      </ShownOnce>
    </form>
  );
}
