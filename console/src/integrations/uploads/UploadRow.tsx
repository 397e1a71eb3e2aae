import { Badge, Group, Text } from '@mantine/core';
import { Link } from 'react-router';
import type { Integration, Upload } from '../../shared/contract';
import { useMay } from '../../shared/session';
import { When } from '../../shared/When';
import { usePath, useWhere } from '../../shared/where';
import { Cancel, Undo } from './Actions';
import { Progress } from './Progress';
import classes from './Uploads.module.css';
import { useUpload } from './useUpload';
import {
  fileWords,
  isOver,
  lasting,
  leftOut,
  MODES,
  originWords,
  outcome,
  STATUSES,
  takenBefore,
  tookSeconds,
  uploader,
} from './words';

interface Props {
  known: Upload;
  integration: Integration;
}

/** An upload in a list of them, with how far it is and what can be done about it. */
export function UploadRow({ known, integration }: Props) {
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
          <When at={upload.createdAt} /> by {uploader(upload)}
          {upload.origin && `, from ${originWords(upload.origin)}`}
        </Text>
      </div>
      <span className={classes.rowMode}>{MODES[upload.mode]}</span>
      <span className={classes.rowOutcome}>
        {isOver(upload) && (upload.status === 'done' || !upload.reason) && outcome(upload)}
        {upload.reason && <div>{upload.reason}</div>}
        {takenBefore(upload) && <div>{takenBefore(upload)}</div>}
        {upload.undoneBy && (
          <Text size="xs" c="dimmed">
            Undone
          </Text>
        )}
      </span>
      <span className={`${classes.rowTook} numbers`}>{took === null ? '' : lasting(took)}</span>
      <Badge
        className={classes.rowStatus}
        variant="light"
        color={upload.status === 'done' && leftOut(upload) ? 'yellow' : status.color}
      >
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
