import { Alert, Group, Stack, Text } from '@mantine/core';
import { IconCircleCheck, IconCircleX, IconProgressCheck } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import type { Delivery, Environment, Integration } from '../shared/contract';
import { LoadingRows, ProblemView } from '../shared/states';
import { useWhere } from '../shared/where';
import { DeliveryList } from './DeliveryList';
import classes from './MappingEditor.module.css';
import { useDeliveries } from './useDeliveries';
import { brokenWords } from '../shared/useEvents';

interface Props {
  integration: Integration;
  environment: Environment;
  /** What to do once a call was taken. */
  next?: ReactNode;
}

const SHOWN = 5;

/** Waits for a call, and says in a word whether the set-up works. */
export function FirstCall({ integration, environment, next }: Props) {
  const { system } = useWhere();
  const { deliveries, history, state } = useDeliveries(
    system.key,
    environment.key,
    integration.key,
    {},
    { limit: SHOWN },
  );
  const [open, setOpen] = useState<string | null | undefined>(undefined);
  const latest = deliveries[0];
  const broken = brokenWords(state, 'The live view');
  if (history.isPending) return <LoadingRows rows={1} />;
  if (history.error && !latest) {
    return <ProblemView error={history.error} onRetry={() => void history.refetch()} />;
  }
  return (
    <Stack gap="md">
      <div aria-live="polite">{latest && <Works delivery={latest} />}</div>
      {latest && latest.outcome !== 'rejected' && next}
      <Group gap="sm" wrap="nowrap" role="status">
        {broken === null && <span className={classes.waiting} aria-hidden />}
        <Text size="sm" c="dimmed">
          {broken ?? (latest ? 'Waiting for the next call' : 'Waiting for the first call')}
        </Text>
      </Group>
      {latest && (
        <DeliveryList
          deliveries={deliveries.slice(0, SHOWN)}
          through={integration}
          open={open === undefined ? latest.id : open}
          onOpen={setOpen}
        />
      )}
    </Stack>
  );
}

function Works({ delivery }: { delivery: Delivery }) {
  switch (delivery.outcome) {
    case 'accepted':
      return (
        <Alert color="green" variant="light" icon={<IconCircleCheck />} title="It works">
          The latest call was taken for {delivery.user}. What it told is in force at the next page
          load.
        </Alert>
      );
    case 'partial':
      return (
        <Alert color="yellow" variant="light" icon={<IconProgressCheck />} title="It works in part">
          The latest call was taken for {delivery.user}, but not all of it. Below it says why.
        </Alert>
      );
    case 'ignored':
    case 'duplicate':
    case 'stale':
      return (
        <Alert color="gray" variant="light" icon={<IconCircleCheck />} title="It arrives">
          The latest call was understood, and there was nothing to do. Below it says why.
        </Alert>
      );
    case 'rejected':
      return (
        <Alert
          color="red"
          variant="light"
          icon={<IconCircleX />}
          title="The latest call was refused"
        >
          It reached the endpoint, but nothing of it could be taken. Below it says why, and what to
          do.
        </Alert>
      );
  }
}
