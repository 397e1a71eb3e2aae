import { Alert, Button, List, Loader, Stack, Text } from '@mantine/core';
import { IconAlertTriangle, IconRefresh } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { api, taken } from '../../shared/api';
import type { Integration, Schedule } from '../../shared/contract';
import { Panel } from '../../shared/Panel';
import { useMay } from '../../shared/session';
import { When } from '../../shared/When';
import { useWhere } from '../../shared/where';
import { Fact } from '../uploads/Fact';
import { afterUpload } from '../uploads/queries';
import classes from '../uploads/Uploads.module.css';
import { noteSchedule } from './queries';
import { advice, everyWords, found, sourceWords, whichWords } from './words';

interface Props {
  schedule: Schedule;
  integration: Integration;
}

/** How it goes: when it was looked, what was found, and what went wrong. */
export function Looks({ schedule, integration }: Props) {
  const { system, environment } = useWhere();
  const mayEdit = useMay('editor');
  const admin = useMay('admin');
  const queryClient = useQueryClient();
  const { source, mode, everyMinutes, lastLookAt, nextLookAt, trouble, notTaken } = schedule;
  const place = { system: system.key, integration: integration.key };
  // After which look another one was asked for.
  const [asked, setAsked] = useState<string | null>(null);
  const look = useMutation({
    mutationFn: () =>
      taken(
        api.POST('/api/v1/systems/{system}/integrations/{integration}/schedule/look', {
          params: { path: place, query: { environment: environment.key } },
        }),
      ),
    onSuccess: (now) => {
      setAsked(lastLookAt);
      noteSchedule(queryClient, place, now);
    },
  });
  const looking = schedule.looking || lastLookAt === null || lastLookAt === asked;
  const before = useRef(lastLookAt);
  useEffect(() => {
    if (before.current === lastLookAt) return;
    before.current = lastLookAt;
    void afterUpload(queryClient, system.key);
  }, [lastLookAt, queryClient, system.key]);
  return (
    <Panel
      title={`New files for ${environment.name}`}
      about={`It looks ${everyWords(everyMinutes)} in ${sourceWords(source)} for ${whichWords(source)}. ${mode === 'merge' ? 'Each is merged: users who are not in it keep what they have' : 'Each replaces what is there: users who are not in it lose what this integration has told'}.`}
      actions={
        mayEdit && (
          <Button
            variant="default"
            leftSection={<IconRefresh size={16} />}
            loading={look.isPending}
            onClick={() => look.mutate()}
          >
            Look now
          </Button>
        )
      }
    >
      <Stack gap="md">
        <Text size="sm" fw={550} role="status" component="div">
          {looking ? (
            <>
              <Loader size={14} mr={8} aria-hidden /> Looking for new files …
            </>
          ) : (
            found(schedule)
          )}
        </Text>
        {!looking && trouble && (
          <Alert
            color="red"
            variant="light"
            role="alert"
            icon={<IconAlertTriangle size={18} />}
            title="The last look went wrong"
          >
            <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
              {trouble}
            </Text>
            {notTaken.length > 1 && (
              <List size="sm" mt={4} aria-label="Files that are not taken">
                {notTaken.map(({ file, reason }) => (
                  <List.Item key={file} style={{ overflowWrap: 'anywhere' }}>
                    <b>{file}</b>: {reason}
                  </List.Item>
                ))}
              </List>
            )}
            <Text size="sm" mt={4}>
              {advice(schedule, admin)}
            </Text>
          </Alert>
        )}
        <dl className={classes.facts}>
          <Fact name="Last look">
            {lastLookAt === null ? 'none since the server was started' : <When at={lastLookAt} />}
          </Fact>
          <Fact name="Next look">{looking ? 'now' : <When at={nextLookAt} />}</Fact>
        </dl>
      </Stack>
    </Panel>
  );
}
