import {
  Alert,
  Button,
  Checkbox,
  Group,
  NumberInput,
  Select,
  Stack,
  TagsInput,
  TextInput,
} from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, ifMatch, taken } from '../shared/api';
import type { Mailing } from '../shared/contract';
import { FormDialog } from '../shared/FormDialog';
import { FormProblem } from '../shared/FormProblem';
import { proposeKey } from '../shared/keys';
import { notifyDone } from '../shared/notify';
import { useOnce } from '../shared/once';
import { fieldErrors } from '../shared/problem';
import { Queried } from '../shared/Queried';
import { useWhere } from '../shared/where';
import { mailingsQuery, reportsChanged, type Subject } from './queries';

const EVERY = [
  { value: 'day', label: 'Every day' },
  { value: 'week', label: 'Every week' },
  { value: 'month', label: 'Every month' },
];

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'].map(
  (label) => ({ value: label.toLowerCase(), label }),
);

interface Props {
  subject: Subject;
  /** The one that is changed; else one is made. */
  mailing?: Mailing;
  opened: boolean;
  onClose: () => void;
}

/** Has a report or a dashboard sent by e-mail, again and again; or changes when, and to whom. */
export function MailingDialog({ subject, mailing, opened, onClose }: Props) {
  const { system } = useWhere();
  const mailings = useQuery({ ...mailingsQuery(system.key), enabled: opened });
  return (
    <FormDialog
      opened={opened}
      onClose={onClose}
      title={mailing ? `Change ${mailing.name}` : `Send ${subject.name} by e-mail`}
    >
      <Queried query={mailings}>
        {({ items, canSend }) => (
          <MailingForm
            subject={subject}
            mailing={mailing}
            taken={items}
            canSend={canSend}
            onClose={onClose}
          />
        )}
      </Queried>
    </FormDialog>
  );
}

interface FormProps {
  subject: Subject;
  mailing: Mailing | undefined;
  /** Those that there are. */
  taken: Mailing[];
  /** Whether a mail server is set up. */
  canSend: boolean;
  onClose: () => void;
}

function MailingForm({ subject, mailing, taken: others, canSend, onClose }: FormProps) {
  const { system } = useWhere();
  const client = useQueryClient();
  const form = useForm({
    initialValues: {
      name: mailing?.name ?? subject.name,
      recipients: mailing?.recipients ?? [],
      every: mailing?.every ?? 'week',
      weekday: mailing?.weekday ?? 'monday',
      dayOfMonth: (mailing?.dayOfMonth ?? 1) as number | string,
      time: mailing?.time ?? '08:00',
      csv: mailing?.csv ?? true,
      picture: mailing?.picture ?? true,
    },
    validate: {
      name: (name) => (name.trim() ? null : 'Enter a name.'),
      recipients: (all) => (all.length > 0 ? null : 'Enter at least one address.'),
      time: (time) => (/^([01]\d|2[0-3]):[0-5]\d$/.test(time) ? null : 'Enter a time: 08:00.'),
    },
  });
  const make = useMutation({
    mutationFn: (values: typeof form.values) => {
      const body = {
        name: values.name.trim(),
        recipients: values.recipients,
        every: values.every,
        weekday: values.every === 'week' ? (values.weekday as Mailing['weekday']) : null,
        dayOfMonth: values.every === 'month' ? Number(values.dayOfMonth) : null,
        time: values.time,
        csv: values.csv,
        picture: values.picture,
      };
      return taken(
        mailing
          ? api.PUT('/api/v1/systems/{system}/mailings/{mailing}', {
              params: {
                path: { system: system.key, mailing: mailing.key },
                header: ifMatch(mailing.version),
              },
              body,
            })
          : api.POST('/api/v1/systems/{system}/mailings', {
              params: { path: { system: system.key } },
              body: {
                ...body,
                key: freeKey(values.name, others),
                [subject.kind]: subject.key,
                enabled: canSend,
              },
            }),
      );
    },
    meta: { shown: true },
    onSuccess: async ({ name }) => {
      await reportsChanged(client, system.key);
      onClose();
      notifyDone(`${name} is saved.`);
    },
    onError: (error) => form.setErrors(atFields(fieldErrors(error))),
  });
  const makeOnce = useOnce(make);
  return (
    <form noValidate onSubmit={form.onSubmit((values) => makeOnce(values))}>
      <Stack>
        {!canSend && (
          <Alert color="yellow" p="sm">
            No mail server is set up (<code>smtp-host</code>), so nothing can be sent. It is saved,
            and can be switched on once there is one.
          </Alert>
        )}
        <TextInput
          label="Name"
          description="The subject of the mail."
          data-autofocus
          {...form.getInputProps('name')}
        />
        <TagsInput
          label="To"
          description="E-mail addresses; Enter after each. All of them see who else gets it."
          maxTags={50}
          acceptValueOnBlur
          splitChars={[',', ';', ' ']}
          {...form.getInputProps('recipients')}
        />
        <Group align="flex-start" gap="sm">
          <Select
            label="When"
            data={EVERY}
            allowDeselect={false}
            flex={1}
            miw="8rem"
            {...form.getInputProps('every')}
          />
          {form.values.every === 'week' && (
            <Select
              label="On"
              data={WEEKDAYS}
              allowDeselect={false}
              flex={1}
              miw="8rem"
              {...form.getInputProps('weekday')}
            />
          )}
          {form.values.every === 'month' && (
            <NumberInput
              label="On day"
              min={1}
              max={31}
              allowDecimal={false}
              flex={1}
              miw="6rem"
              {...form.getInputProps('dayOfMonth')}
            />
          )}
          <TextInput
            type="time"
            label={`At (${system.timeZone})`}
            flex={1}
            miw="8rem"
            {...form.getInputProps('time')}
          />
        </Group>
        <Checkbox
          label="Charts as pictures"
          {...form.getInputProps('picture', { type: 'checkbox' })}
        />
        <Checkbox
          label="Figures as CSV files"
          {...form.getInputProps('csv', { type: 'checkbox' })}
        />
        <FormProblem
          error={make.error}
          errors={atFields(fieldErrors(make.error))}
          fields={['name', 'recipients', 'every', 'weekday', 'dayOfMonth', 'time']}
        />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={make.isPending}>
            Save
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function freeKey(name: string, others: Mailing[]): string {
  const key = proposeKey(name) || 'mailing';
  for (let number = 1; ; number++) {
    const free = number === 1 ? key : `${key.slice(0, 60)}-${number}`;
    if (others.every((other) => other.key !== free)) return free;
  }
}

/** What is wrong with one recipient is told at all of them. */
function atFields(errors: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(errors).map(([path, reason]) =>
      path.startsWith('recipients[') ? ['recipients', `An address ${reason}.`] : [path, reason],
    ),
  );
}
