import { Alert, Button, Group, List, Loader, Modal, Progress, Stack, Text } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, taken } from '../../shared/api';
import type { Integration, ReplayFilter, ReplayRun } from '../../shared/contract';
import { Panel } from '../../shared/Panel';
import { useMay } from '../../shared/session';
import { ProblemView } from '../../shared/states';
import { When } from '../../shared/When';
import { params, previewQuery, replayQuery, type Place } from './queries';
import { deliveries, found, howFar, isWorthIt, wouldBecome } from './words';

interface Props {
  place: Place;
  integration: Integration;
  filter: ReplayFilter;
}

/** Sends all refused deliveries again that match, after it is said what would become of them. */
export default function SendAgain({ place, integration, filter }: Props) {
  const mayEdit = useMay('editor');
  const latest = useQuery(replayQuery(place));
  const [open, setOpen] = useState(false);
  const run = latest.data ?? null;
  const running = run?.state === 'running';
  return (
    <>
      {run && <HowFar place={place} run={run} />}
      {mayEdit && !running && (
        <Group justify="flex-end">
          <Button
            size="xs"
            variant="default"
            leftSection={<IconRefresh size={14} />}
            onClick={() => setOpen(true)}
          >
            Send again all that match…
          </Button>
        </Group>
      )}
      <Modal opened={open} onClose={() => setOpen(false)} title="Send again all that match?">
        <Question
          place={place}
          integration={integration}
          filter={filter}
          onClose={() => setOpen(false)}
        />
      </Modal>
    </>
  );
}

function HowFar({ place, run }: { place: Place; run: ReplayRun }) {
  const mayEdit = useMay('editor');
  const queryClient = useQueryClient();
  const stop = useMutation({
    mutationFn: () =>
      taken(
        api.DELETE('/api/v1/systems/{system}/integrations/{integration}/replay', {
          params: params(place),
        }),
      ),
    onSettled: () => queryClient.invalidateQueries({ queryKey: replayQuery(place).queryKey }),
  });
  return (
    <Panel>
      <Stack gap="xs">
        {run.state === 'running' && (
          <Progress
            value={(100 * run.done) / Math.max(1, run.total)}
            aria-label="How many were sent again"
          />
        )}
        <Group justify="space-between" gap="xs">
          <Text size="sm" role="status" style={{ flex: '1 1 16rem' }}>
            {howFar(run)}
          </Text>
          {run.state === 'running' && mayEdit && (
            <Button
              size="xs"
              variant="default"
              loading={stop.isPending}
              onClick={() => stop.mutate()}
            >
              Stop
            </Button>
          )}
        </Group>
        <Text size="xs" c="dimmed">
          Begun by {run.startedBy}, <When at={run.startedAt} />
        </Text>
      </Stack>
    </Panel>
  );
}

function Question({ place, integration, filter, onClose }: Props & { onClose: () => void }) {
  const queryClient = useQueryClient();
  const preview = useQuery(previewQuery(place, filter));
  const start = useMutation({
    mutationFn: () =>
      taken(
        api.POST('/api/v1/systems/{system}/integrations/{integration}/replay', {
          params: params(place),
          body: filter,
        }),
      ),
    meta: { shown: true },
    onSuccess: (run) => {
      queryClient.setQueryData(replayQuery(place).queryKey, run);
      onClose();
    },
  });
  if (preview.error) {
    return <ProblemView error={preview.error} onRetry={() => void preview.refetch()} />;
  }
  if (preview.isPending) {
    return (
      <Group gap="sm" role="status">
        <Loader size="sm" aria-hidden />
        <Text size="sm">Trying what would become of them</Text>
      </Group>
    );
  }
  const { data } = preview;
  const would = wouldBecome(data);
  return (
    <Stack>
      <List size="sm" spacing={4} aria-label="What there is">
        {found(data).map((words) => (
          <List.Item key={words}>{words}</List.Item>
        ))}
      </List>
      {would && (
        <Alert color={isWorthIt(data) ? 'green' : 'yellow'} variant="light" role="status">
          {would}
          {!isWorthIt(data) && ' Mend the mapping first.'}
        </Alert>
      )}
      {data.toSend > 0 && (
        <Text size="sm" c="dimmed">
          They are sent one after the other, in the order in which they came.{' '}
          {integration.receiving?.eventTime
            ? 'What is newer stays, by the time of each event.'
            : 'The integration knows no event time, so their values take the place of what came since for the same users.'}
        </Text>
      )}
      {start.error && <ProblemView error={start.error} />}
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose}>
          {data.toSend > 0 ? 'Cancel' : 'Close'}
        </Button>
        {data.toSend > 0 && (
          <Button loading={start.isPending} onClick={() => start.mutate()}>
            Send {deliveries(data.toSend)} again
          </Button>
        )}
      </Group>
    </Stack>
  );
}
