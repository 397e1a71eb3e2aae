import { Box, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { Integration, Schedule } from '../../shared/contract';
import { InlineLink } from '../../shared/InlineLink';
import { Panel } from '../../shared/Panel';
import { LoadingRows, ProblemView } from '../../shared/states';
import { usePath, useWhere } from '../../shared/where';
import { uploadsQuery } from '../uploads/queries';
import { UploadRow } from '../uploads/UploadRow';
import classes from '../uploads/Uploads.module.css';

/** Among so many of the latest uploads those of the schedule are looked for. */
const LOOKED_THROUGH = 50;
const SHOWN = 5;

/** The latest files that were taken by the schedule. */
export function TakenFiles({
  schedule,
  integration,
}: {
  schedule: Schedule;
  integration: Integration;
}) {
  const { system, environment } = useWhere();
  const path = usePath();
  const place = { system: system.key, integration: integration.key };
  const query = useInfiniteQuery(uploadsQuery(place, schedule.environment, LOOKED_THROUGH));
  const latest = query.data?.pages[0];
  const all = latest?.items.filter(({ origin }) => origin !== null) ?? [];
  const link = (
    <InlineLink to={path(`integrations/${integration.key}/uploads`)}>
      all uploads to {environment.name}
    </InlineLink>
  );
  const has = all.length > 0;
  return (
    <Panel
      title="Files that were taken"
      about={has && <>The latest ones. There are also {link}.</>}
      flush={has}
    >
      {has ? (
        <ul className={classes.list} aria-label="Files that were taken">
          {all.slice(0, SHOWN).map((upload) => (
            <UploadRow key={upload.id} known={upload} integration={integration} />
          ))}
        </ul>
      ) : query.error ? (
        <ProblemView error={query.error} onRetry={() => void query.refetch()} />
      ) : !latest ? (
        <LoadingRows rows={2} height={56} />
      ) : (
        <Box>
          <Text size="sm" c="dimmed">
            {latest.nextCursor === null
              ? 'None yet. Each new file is taken once, by name, and one that has changed is taken again; it stays where it is.'
              : `None of the latest ${LOOKED_THROUGH} uploads.`}{' '}
            See also {link}.
          </Text>
        </Box>
      )}
    </Panel>
  );
}
