import { Button, Group, Stack, Text } from '@mantine/core';
import { IconFileTypeCsv } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { lazy } from 'react';
import { Navigate } from 'react-router';
import type { Integration } from '../../shared/contract';
import { Later } from '../../shared/Later';
import { Panel } from '../../shared/Panel';
import { useMay } from '../../shared/session';
import { Empty, LoadingRows, ProblemView } from '../../shared/states';
import { InlineLink } from '../../shared/InlineLink';
import { usePath, useWhere } from '../../shared/where';
import { IntegrationFrame } from '../IntegrationFrame';
import { isUnfinished } from '../mapping';
import { schedulesQuery } from '../schedule/queries';
import { everyWords, sourceWords } from '../schedule/words';
import { Download } from './Actions';
import { useChosen } from './chosen';
import { DropZone } from './DropZone';
import { uploadsQuery } from './queries';
import classes from './Uploads.module.css';
import { UploadRow } from './UploadRow';

// Comes once a file is chosen: what was uploaded can be read without it.
const StartUpload = lazy(async () => ({ default: (await import('./StartUpload')).StartUpload }));

/** The files of an integration: the next one, and those before. */
export function Component() {
  return (
    <IntegrationFrame>
      {(integration) =>
        integration.kind === 'csv' ? (
          <Uploads key={integration.key} integration={integration} />
        ) : (
          <Navigate to="../deliveries" relative="path" replace />
        )
      }
    </IntegrationFrame>
  );
}

function Uploads({ integration }: { integration: Integration }) {
  const mayEdit = useMay('editor');
  const { environment } = useWhere();
  return (
    <Stack gap="lg" className={classes.parts}>
      {mayEdit && !isUnfinished(integration) && <Next integration={integration} />}
      <BySchedule integration={integration} />
      <History key={environment.key} integration={integration} />
    </Stack>
  );
}

/** The next file. */
function Next({ integration }: { integration: Integration }) {
  const { system, environment } = useWhere();
  const [chosen, choose] = useChosen(integration);
  const place = { system: system.key, integration: integration.key };
  // As the files before were written, so that it opens where they were made.
  const { data } = useInfiniteQuery(uploadsQuery(place, environment.key));
  const delimiter = data?.pages[0]?.items.find(({ format }) => format)?.format?.delimiter;
  if (chosen) {
    return (
      <Panel title={`Upload to ${environment.name}`}>
        <Later fallback={<LoadingRows rows={6} height={32} />}>
          <StartUpload integration={integration} environment={environment} chosen={chosen} />
        </Later>
      </Panel>
    );
  }
  return (
    <Stack gap="xs">
      <DropZone
        title={`Drop a CSV file to upload it to ${environment.name}`}
        onFile={(file) => choose({ file, format: {} })}
      >
        It is compared with the mapping first; nothing changes before you say so.
      </DropZone>
      <Group justify="flex-end">
        <Download
          place={place}
          name={
            delimiter ? `template.csv?delimiter=${encodeURIComponent(delimiter)}` : 'template.csv'
          }
          size="xs"
        >
          Download a template with the columns
        </Download>
      </Group>
    </Stack>
  );
}

/** Whether files are taken without anybody uploading them, and whether that goes well. */
function BySchedule({ integration }: { integration: Integration }) {
  const { system, environment } = useWhere();
  const path = usePath();
  const { data } = useQuery(schedulesQuery({ system: system.key, integration: integration.key }));
  const schedule = data?.items.find((one) => one.environment === environment.key);
  if (!schedule) return null;
  return (
    <Text size="sm" c={schedule.trouble ? 'var(--mantine-color-error)' : 'dimmed'}>
      {schedule.trouble
        ? 'New files are taken by a schedule, but the last look went wrong: see '
        : `New files are taken from ${sourceWords(schedule.source)} ${everyWords(schedule.everyMinutes)}, by the `}
      <InlineLink to={path(`integrations/${integration.key}/schedule`)}>
        {schedule.trouble ? 'its schedule' : 'schedule'}
      </InlineLink>
      .
    </Text>
  );
}

function History({ integration }: { integration: Integration }) {
  const { system, environment } = useWhere();
  const mayEdit = useMay('editor');
  const place = { system: system.key, integration: integration.key };
  const history = useInfiniteQuery(uploadsQuery(place, environment.key));
  const uploads = history.data?.pages.flatMap(({ items }) => items) ?? [];
  if (history.isPending) return <LoadingRows rows={4} height={56} />;
  if (history.error && uploads.length === 0) {
    return <ProblemView error={history.error} onRetry={() => void history.refetch()} />;
  }
  if (uploads.length === 0) {
    return (
      <Empty icon={IconFileTypeCsv} title={`Nothing was uploaded to ${environment.name} yet`}>
        Each file that is uploaded is listed here with who did it, when, and what it changed.
        {!mayEdit && ' Editors can upload files.'}
      </Empty>
    );
  }
  return (
    <>
      <Panel title={`Uploads to ${environment.name}`} flush>
        <ul className={classes.list} aria-label="Uploads">
          {uploads.map((upload) => (
            <UploadRow key={upload.id} known={upload} integration={integration} />
          ))}
        </ul>
      </Panel>
      {history.hasNextPage && (
        <Group justify="center">
          <Button
            variant="default"
            loading={history.isFetchingNextPage}
            onClick={() => void history.fetchNextPage()}
          >
            Show older ones
          </Button>
        </Group>
      )}
    </>
  );
}
