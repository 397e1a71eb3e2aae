import { Badge, Button, Group, Stack, Text } from '@mantine/core';
import { IconFileTypeCsv } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, Navigate } from 'react-router';
import type { Integration, Upload } from '../../shared/contract';
import { Panel } from '../../shared/Panel';
import { useMay } from '../../shared/session';
import { Empty, LoadingRows, ProblemView } from '../../shared/states';
import { When } from '../../shared/When';
import { usePath, useWhere } from '../../shared/where';
import { IntegrationFrame } from '../IntegrationFrame';
import { isUnfinished } from '../mapping';
import { Cancel, Download, Undo } from './Actions';
import { useChosen } from './chosen';
import { DropZone } from './DropZone';
import { Progress } from './Progress';
import { uploadsQuery } from './queries';
import { StartUpload } from './StartUpload';
import classes from './Uploads.module.css';
import { useUpload } from './useUpload';
import { fileWords, isOver, lasting, MODES, outcome, STATUSES, tookSeconds } from './words';

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
      <History key={environment.key} integration={integration} />
    </Stack>
  );
}

/** The next file. */
function Next({ integration }: { integration: Integration }) {
  const { system, environment } = useWhere();
  const [chosen, choose] = useChosen(integration);
  const place = { system: system.key, integration: integration.key };
  if (chosen) {
    return (
      <Panel title={`Upload to ${environment.name}`}>
        <StartUpload integration={integration} environment={environment} chosen={chosen} />
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
        <Download place={place} name="template.csv" size="xs">
          Download a template with the columns
        </Download>
      </Group>
    </Stack>
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
            <Row key={upload.id} known={upload} integration={integration} />
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

function Row({ known, integration }: { known: Upload; integration: Integration }) {
  const { system } = useWhere();
  const path = usePath();
  const mayEdit = useMay('editor');
  const place = { system: system.key, integration: integration.key };
  const { query, sending } = useUpload(place, known.id, known);
  // What is over is told by the list, which is asked anew for what can be undone.
  const upload = isOver(known) ? known : (query.data ?? known);
  const status = STATUSES[upload.status];
  const took = tookSeconds(upload);
  return (
    <li className={classes.row}>
      <div>
        <Link
          className={classes.name}
          to={path(`integrations/${integration.key}/uploads/${upload.id}`)}
        >
          {fileWords(upload)}
        </Link>
        <Text size="xs" c="dimmed" component="div" style={{ overflowWrap: 'anywhere' }}>
          <When at={upload.createdAt} /> by {upload.by}
          {upload.origin && `, from ${upload.origin}`}
        </Text>
      </div>
      <span className={classes.rowMode}>{MODES[upload.mode]}</span>
      <span className={classes.rowOutcome}>
        {isOver(upload) ? (upload.reason ?? outcome(upload)) : ''}
        {upload.undoneBy && (
          <Text size="xs" c="dimmed">
            Undone
          </Text>
        )}
      </span>
      <span className={`${classes.rowTook} numbers`}>{took === null ? '' : lasting(took)}</span>
      <Badge className={classes.rowStatus} variant="light" color={status.color}>
        {status.label}
      </Badge>
      {!isOver(upload) && (
        <div className={classes.live}>
          <Progress upload={upload} sending={sending} />
          {mayEdit && (
            <Group justify="flex-end" mt={6}>
              <Cancel upload={upload} integration={integration} size="compact-sm" />
            </Group>
          )}
        </div>
      )}
      {mayEdit && upload.undo.possible && (
        <Group className={classes.live} justify="flex-end">
          <Undo upload={upload} integration={integration} size="compact-sm" />
        </Group>
      )}
    </li>
  );
}
