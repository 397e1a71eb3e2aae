import {
  Button,
  Group,
  NumberInput,
  PasswordInput,
  Radio,
  Stack,
  Switch,
  TextInput,
} from '@mantine/core';
import { useForm, type UseFormReturnType } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { api, taken } from '../../shared/api';
import type { Integration, Schedule } from '../../shared/contract';
import { FormTrouble } from '../../shared/FormTrouble';
import { notifyDone } from '../../shared/notify';
import { Panel } from '../../shared/Panel';
import { ProblemError } from '../../shared/problem';
import type { useBase } from '../../shared/useBase';
import { useLeaveGuard } from '../../shared/useLeaveGuard';
import { useWhere } from '../../shared/where';
import { Choice } from '../Choice';
import { ModeChoice } from '../uploads/ModeChoice';
import classes from '../uploads/Uploads.module.css';
import { MODES } from '../uploads/words';
import { noteSchedule, schedulesQuery } from './queries';
import {
  atFields,
  faults,
  FIELDS,
  keepsSecret,
  same,
  sent,
  valuesOf,
  type Values,
} from './settings';
import type { useVersions } from './useVersions';
import { everyWords, sourceWords, whichWords } from './words';

interface Props {
  state: ReturnType<typeof useBase<ReturnType<typeof useVersions>>>;
  integration: Integration;
  foldersAllowed: boolean;
  /** Whether it was asked for just now. */
  focus: boolean;
  onCancel: () => void;
  onSaved: () => void;
}

/** What browsers take for a name or an address they correct and remember. */
const AS_TYPED = { autoCapitalize: 'off', autoComplete: 'off', spellCheck: false } as const;

/** From where files are taken, what becomes of them, and how often. */
export default function ScheduleForm({
  state,
  integration,
  foldersAllowed,
  focus,
  ...props
}: Props) {
  const { base, theirs, setDirty } = state;
  const { schedule } = base;
  const { system, environment } = useWhere();
  const queryClient = useQueryClient();
  const place = { system: system.key, integration: integration.key };
  const form = useForm<Values>({
    initialValues: valuesOf(schedule, foldersAllowed),
    validate: (values) => faults(schedule, values),
  });
  const { values } = form;
  const save = useMutation({
    mutationFn: async (values: Values) => {
      // The server takes what comes last, so that it is looked first whether somebody was faster.
      const { items } = await queryClient.fetchQuery({ ...schedulesQuery(place), staleTime: 0 });
      const now = items.find((one) => one.environment === environment.key) ?? null;
      if (!same(now, schedule)) throw new ProblemError(OVERTAKEN);
      return taken(
        api.PUT('/api/v1/systems/{system}/integrations/{integration}/schedule', {
          params: { path: place, query: { environment: environment.key } },
          body: sent(schedule, values),
        }),
      );
    },
    meta: { shown: true },
    onSuccess: (saved) => {
      // What was typed is no change any more, before what was saved is there.
      state.begin(base);
      props.onSaved();
      noteSchedule(queryClient, place, saved);
      notifyDone('Saved. New files are looked for now.');
    },
    onError: (error, { from }) => form.setErrors(atFields(error, from)),
  });
  const dirty = form.isDirty();
  useEffect(() => setDirty(dirty), [dirty, setDirty]);
  const { guard } = useLeaveGuard(dirty);
  const element = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (focus)
      element.current?.querySelector<HTMLElement>('[role="radio"][aria-checked="true"]')?.focus();
  }, [focus]);
  return (
    <form
      ref={element}
      onSubmit={form.onSubmit(
        (values) => save.mutate(values),
        (wrong) => {
          const first = FIELDS.find((field) => field in wrong);
          if (first) form.getInputNode(first)?.focus();
        },
      )}
      noValidate
    >
      <Panel
        title={schedule ? 'Where files come from' : `A schedule for ${environment.name}`}
        about={
          schedule
            ? undefined
            : 'Muster looks there for new files, and uploads each of them once. It changes nothing there.'
        }
      >
        <Stack>
          <FromChoice form={form} foldersAllowed={foldersAllowed} />
          {values.from === 'folder' ? (
            <FolderFields form={form} />
          ) : (
            <BucketFields form={form} schedule={schedule} />
          )}
          <ModeChoice
            integration={integration}
            environment={environment}
            way={values.mode}
            onChange={(mode) => form.setFieldValue('mode', mode)}
            warning="Each file has to have everybody in it"
            advice="Nobody looks at it before."
          />
          <NumberInput
            label="How often to look for new files"
            description="In minutes, from 1 to 1,440, which is once a day."
            min={1}
            max={1_440}
            clampBehavior="none"
            allowDecimal={false}
            suffix=" min"
            maw="24rem"
            {...form.getInputProps('everyMinutes')}
          />
          <FormTrouble
            state={state}
            save={save}
            what="schedule"
            rows={({ schedule: theirs }) => rowsOf(theirs, values)}
            errors={atFields(save.error, values.from)}
            fields={FIELDS}
          />
          <Group>
            <Button
              type="submit"
              loading={save.isPending}
              disabled={theirs !== null || (schedule !== null && !dirty)}
            >
              {schedule ? 'Save' : 'Save and look for files'}
            </Button>
            {!schedule && (
              <Button variant="default" onClick={props.onCancel}>
                Cancel
              </Button>
            )}
          </Group>
        </Stack>
      </Panel>
      {guard}
    </form>
  );
}

const OVERTAKEN = {
  type: 'https://muster.dev/problems/version-conflict',
  title: 'Changed meanwhile',
  status: 412,
  detail: 'Someone else has changed the schedule.',
};

/** What someone else has saved, beside what is in the form. */
function rowsOf(theirs: Schedule | null, values: Values): [string, string, string][] {
  const yours = sent(null, values);
  const source = {
    path: null,
    pattern: null,
    endpoint: null,
    region: null,
    bucket: null,
    prefix: null,
    pathStyle: null,
    accessKeyId: null,
    ...yours.source,
  };
  if (theirs === null) return [['Schedule', 'removed', sourceWords(source)]];
  return [
    ['From', sourceWords(theirs.source), sourceWords(source)],
    ['Files', whichWords(theirs.source), whichWords(source)],
    ['Access key id', theirs.source.accessKeyId ?? '–', source.accessKeyId ?? '–'],
    ['Mode', MODES[theirs.mode], MODES[values.mode]],
    ['Looked for', everyWords(theirs.everyMinutes), everyWords(Number(values.everyMinutes))],
  ];
}

type Form = Pick<UseFormReturnType<Values>, 'values' | 'getInputProps'>;

function FromChoice({ form, foldersAllowed }: { form: Form; foldersAllowed: boolean }) {
  const folder = foldersAllowed || form.values.from === 'folder';
  return (
    <Radio.Group label="Where the files are" {...form.getInputProps('from')}>
      <div className={classes.modes}>
        <Choice value="amazon" label="Amazon S3" about="A bucket of AWS." />
        <Choice
          value="store"
          label="Another store"
          about="A bucket of a store that speaks the protocol of S3, in the own network or at a provider."
        />
        <Choice
          value="folder"
          label="A folder of the server"
          about={
            folder
              ? 'Below the one that whoever runs the server has allowed.'
              : 'This server allows none. Whoever runs it can, with the setting import-folder.'
          }
          disabled={!folder}
        />
      </div>
    </Radio.Group>
  );
}

function FolderFields({ form }: { form: Form }) {
  return (
    <div className={classes.modes}>
      <TextInput
        label="Folder"
        description="Below the import folder, such as crm/exports; left empty, that folder itself."
        {...AS_TYPED}
        {...form.getInputProps('path')}
      />
      <TextInput
        label="Names of the files"
        description="* stands for anything: customers-*.csv"
        required
        {...AS_TYPED}
        {...form.getInputProps('pattern')}
      />
    </div>
  );
}

function BucketFields({ form, schedule }: { form: Form; schedule: Schedule | null }) {
  const store = form.values.from === 'store';
  const kept = keepsSecret(schedule, form.values);
  return (
    <>
      <div className={classes.modes}>
        {store && (
          <TextInput
            label="Endpoint"
            description="Such as https://storage.example.com"
            required
            {...AS_TYPED}
            {...form.getInputProps('endpoint')}
          />
        )}
        <TextInput
          label="Region"
          description={
            store
              ? 'us-east-1 or auto where it has none.'
              : 'Where the bucket is, such as eu-central-1.'
          }
          required
          {...AS_TYPED}
          {...form.getInputProps('region')}
        />
        <TextInput
          label="Bucket"
          description="Its name alone."
          required
          {...AS_TYPED}
          {...form.getInputProps('bucket')}
        />
        <TextInput
          label="Prefix"
          description="How names begin, such as crm/; or empty."
          {...AS_TYPED}
          {...form.getInputProps('prefix')}
        />
        <TextInput
          label="Access key id"
          description="Has to list the bucket and to read it."
          required
          {...AS_TYPED}
          {...form.getInputProps('accessKeyId')}
        />
        <PasswordInput
          label="Secret access key"
          description={
            kept ? 'Leave it empty to keep it as it is.' : 'Kept encrypted, and never shown again.'
          }
          required={!kept}
          {...AS_TYPED}
          autoComplete="new-password"
          {...form.getInputProps('secretAccessKey')}
        />
      </div>
      {store && (
        <Switch
          label="The bucket’s name stands in the path"
          description="As most stores want it: https://storage.example.com/bucket, and not https://bucket.storage.example.com."
          {...form.getInputProps('pathStyle', { type: 'checkbox' })}
        />
      )}
    </>
  );
}
