import { Button, Stack, Text } from '@mantine/core';
import { IconClock } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Fragment, lazy, useState } from 'react';
import { Navigate } from 'react-router';
import { api, taken } from '../../shared/api';
import { Confirm } from '../../shared/Confirm';
import type { Integration, Schedule, Schedules } from '../../shared/contract';
import { InlineLink } from '../../shared/InlineLink';
import { Later } from '../../shared/Later';
import { notifyDone } from '../../shared/notify';
import { Panel } from '../../shared/Panel';
import { Queried } from '../../shared/Queried';
import { useMay } from '../../shared/session';
import { Empty, LoadingRows } from '../../shared/states';
import { useBase } from '../../shared/useBase';
import { at, useWhere } from '../../shared/where';
import { IntegrationFrame } from '../IntegrationFrame';
import { isUnfinished } from '../mapping';
import { listed } from '../uploads/columns';
import { Fact } from '../uploads/Fact';
import { MODES } from '../uploads/words';
import classes from '../uploads/Uploads.module.css';
import { Looks } from './Looks';
import { schedulesQuery } from './queries';
import { TakenFiles } from './TakenFiles';
import { useVersions } from './useVersions';
import { everyWords, sourceWords, whichWords } from './words';

// Only administrators need it, and not before they see how it goes.
const ScheduleForm = lazy(() => import('./ScheduleForm'));

/** From where an integration takes new files by itself, and how that goes. */
export function Component() {
  return (
    <IntegrationFrame>
      {(integration) =>
        integration.kind === 'csv' ? (
          <OfEnvironment integration={integration} />
        ) : (
          <Navigate to="../deliveries" relative="path" replace />
        )
      }
    </IntegrationFrame>
  );
}

function OfEnvironment({ integration }: { integration: Integration }) {
  const { system, environment } = useWhere();
  const place = { system: system.key, integration: integration.key };
  // Drawn anew with each answer, as it is said how long ago something was.
  const query = useQuery({ ...schedulesQuery(place), notifyOnChangeProps: 'all' });
  return (
    <Queried query={query}>
      {(all) => (
        <View key={`${integration.key} ${environment.key}`} integration={integration} all={all} />
      )}
    </Queried>
  );
}

interface Props {
  integration: Integration;
  all: Schedules;
}

function View({ integration, all }: Props) {
  const { environment } = useWhere();
  const admin = useMay('admin');
  const [begun, setBegun] = useState(false);
  const schedule = all.items.find((one) => one.environment === environment.key) ?? null;
  const state = useBase(useVersions(schedule));
  const form = admin && (begun || state.base.schedule !== null);
  return (
    <Stack gap="lg" className={classes.parts}>
      {schedule && <Looks schedule={schedule} integration={integration} />}
      {schedule && <TakenFiles schedule={schedule} integration={integration} />}
      {!schedule && !form && (
        <None
          integration={integration}
          foldersAllowed={all.foldersAllowed}
          onBegin={() => setBegun(true)}
        />
      )}
      {form && (
        <Later fallback={<LoadingRows />}>
          <ScheduleForm
            key={state.round}
            state={state}
            integration={integration}
            foldersAllowed={all.foldersAllowed}
            focus={begun && state.round === 0}
            onCancel={() => setBegun(false)}
            onSaved={() => setBegun(false)}
          />
        </Later>
      )}
      {schedule && !admin && <WhatIsSet schedule={schedule} />}
      {schedule && admin && <Removal schedule={schedule} integration={integration} />}
      <Others integration={integration} all={all} />
    </Stack>
  );
}

interface NoneProps {
  integration: Integration;
  foldersAllowed: boolean;
  onBegin: () => void;
}

function None({ integration, foldersAllowed, onBegin }: NoneProps) {
  const { environment } = useWhere();
  const admin = useMay('admin');
  if (isUnfinished(integration)) {
    return (
      <Empty icon={IconClock} title="The columns come first">
        Files are read by the columns that are mapped. Once {integration.name} is set up, it can
        take new files by itself.
      </Empty>
    );
  }
  return (
    <Empty
      icon={IconClock}
      title={`No files are taken into ${environment.name} by themselves yet`}
      action={admin && <Button onClick={onBegin}>Set up a schedule</Button>}
    >
      Where another system writes its export as a file each night or each hour, Muster can look for
      new files and upload each of them once, without anybody doing so. They can be in a bucket of
      Amazon S3, or of another store that speaks its protocol
      {foldersAllowed
        ? ', or in a folder of the server’s machine.'
        : '. This server takes none from its own folders: whoever runs it would have to allow one with the setting import-folder.'}
      {!admin && ' An administrator can set it up.'}
    </Empty>
  );
}

/** What is set, for those who cannot change it. */
function WhatIsSet({ schedule: { source, mode, everyMinutes } }: { schedule: Schedule }) {
  return (
    <Panel title="What is set" about="Only an administrator can change it.">
      <dl className={classes.facts}>
        <Fact name="From">{sourceWords(source)}</Fact>
        <Fact name="Files">{whichWords(source)}</Fact>
        <Fact name="Access key id">{source.accessKeyId}</Fact>
        <Fact name="Mode">{MODES[mode]}</Fact>
        <Fact name="Looked for">{everyWords(everyMinutes)}</Fact>
      </dl>
    </Panel>
  );
}

/** Where the other environments are, each of which has its own. */
function Others({ integration, all }: { integration: Integration; all: Schedules }) {
  const { system, environment } = useWhere();
  const others = system.environments.filter(({ key }) => key !== environment.key);
  if (others.length === 0) return null;
  const has = (key: string) => all.items.some((one) => one.environment === key);
  return (
    <Text size="sm" c="dimmed">
      Each environment has a schedule of its own, or none:{' '}
      {others.map((other, index) => (
        <Fragment key={other.key}>
          {index > 0 && ', '}
          <InlineLink to={at(system, other, `integrations/${integration.key}/schedule`)}>
            {other.name}
          </InlineLink>{' '}
          has {has(other.key) ? 'one' : 'none'}
        </Fragment>
      ))}
      .
    </Text>
  );
}

function Removal({ schedule, integration }: { schedule: Schedule; integration: Integration }) {
  const { system, environment } = useWhere();
  const queryClient = useQueryClient();
  const [asked, setAsked] = useState(false);
  const place = { system: system.key, integration: integration.key };
  const remove = useMutation({
    mutationFn: () =>
      taken(
        api.DELETE('/api/v1/systems/{system}/integrations/{integration}/schedule', {
          params: { path: place, query: { environment: environment.key } },
        }),
      ),
    onSuccess: () => {
      // What had the focus goes away.
      document.querySelector('h1')?.focus();
      notifyDone('The schedule is removed.');
    },
    onSettled: async () => {
      await queryClient.invalidateQueries(schedulesQuery(place));
      setAsked(false);
    },
  });
  return (
    <Panel
      title="Remove"
      about={`Then no more files are taken into ${environment.name} by themselves. What was taken stays.`}
      actions={
        <Button color="red" variant="light" onClick={() => setAsked(true)}>
          Remove the schedule
        </Button>
      }
    >
      <Text size="sm" c="dimmed">
        Files can still be uploaded by hand.
      </Text>
      <Confirm
        opened={asked}
        onClose={() => setAsked(false)}
        title={`Remove the schedule of ${integration.name} in ${environment.name}?`}
        action="Remove"
        pending={remove.isPending}
        onConfirm={() => remove.mutate()}
      >
        New files in {sourceWords(schedule.source)} are not looked for any more. The values of{' '}
        {listed(integration.properties.map(({ name }) => name))} stay as the last file has told
        them.
        {schedule.source.kind === 'bucket' &&
          ' The secret access key is forgotten, and has to be entered again to have it back.'}
      </Confirm>
    </Panel>
  );
}
