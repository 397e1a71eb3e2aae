import { Skeleton, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { Integration } from '../../shared/contract';
import { When } from '../../shared/When';
import { useWhere } from '../../shared/where';
import { uploadsQuery } from './queries';
import { fileWords, outcome, STATUSES } from './words';

/** The latest upload of an integration to the environment of the address, in a line. */
export function LastUpload({ integration }: { integration: Integration }) {
  const { system, environment } = useWhere();
  const place = { system: system.key, integration: integration.key };
  const { data, error } = useInfiniteQuery(uploadsQuery(place, environment.key, 1));
  if (error && !data) return <Text c="dimmed">–</Text>;
  if (!data) return <Skeleton h={26} />;
  const [last] = data.pages[0]?.items ?? [];
  if (!last) return <Text c="dimmed">Nothing uploaded yet</Text>;
  return (
    <>
      <Text size="sm">
        Upload <When at={last.createdAt} />
        {last.status !== 'done' && `, ${STATUSES[last.status].label.toLowerCase()}`}
      </Text>
      <Text size="xs" c="dimmed" lineClamp={2}>
        {fileWords(last)}: {(last.status === 'failed' && last.reason) || outcome(last)}
      </Text>
    </>
  );
}
