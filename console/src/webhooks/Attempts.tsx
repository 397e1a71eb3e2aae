import { Badge, Button, Group, SegmentedControl, Stack, Table, Text } from '@mantine/core';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, taken } from '../shared/api';
import type { WebhookAttempt } from '../shared/contract';
import { InlineLink } from '../shared/InlineLink';
import { notifyDone } from '../shared/notify';
import { Panel } from '../shared/Panel';
import { useMay } from '../shared/session';
import { LoadingRows, ProblemView } from '../shared/states';
import { count } from '../shared/time';
import { When } from '../shared/When';
import { usePath, useWhere } from '../shared/where';
import { attemptsQuery, webhooksChanged, type AttemptState } from './queries';
import { ATTEMPTS } from './words';

const SHOWN = [
  { value: 'all', label: 'All' },
  { value: 'delivered', label: 'Delivered' },
  { value: 'failed', label: 'Failed' },
  { value: 'given-up', label: 'Given up' },
];

interface Props {
  webhook: string;
  /** Whether anything of it still waits; what was dropped is not tried again. */
  waits: boolean;
  names: Map<string, string>;
}

/** What was sent, to whom it is about, and what became of it. */
export function Attempts({ webhook, waits, names }: Props) {
  const { system, environment } = useWhere();
  const [shown, setShown] = useState('all');
  const state = shown === 'all' ? null : (shown as AttemptState);
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    attemptsQuery(system.key, environment.key, webhook, state),
  );
  const attempts = data?.pages.flatMap(({ items }) => items);
  return (
    <Panel
      title="Attempts"
      about="The last 500, the newest first."
      flush
      actions={
        <SegmentedControl
          size="xs"
          aria-label="Which attempts"
          data={SHOWN}
          value={shown}
          onChange={setShown}
        />
      }
    >
      {!attempts ? (
        error ? (
          <ProblemView error={error} onRetry={() => void refetch()} />
        ) : (
          <LoadingRows />
        )
      ) : attempts.length === 0 ? (
        <Text c="dimmed" p="md">
          {state === null ? 'Nothing was sent yet.' : 'None of these.'}
        </Text>
      ) : (
        <Stack gap="sm" pb={hasNextPage ? 'md' : 0}>
          <AttemptTable webhook={webhook} waits={waits} attempts={attempts} names={names} />
          {hasNextPage && (
            <Group justify="center">
              <Button
                variant="default"
                loading={isFetchingNextPage}
                onClick={() => void fetchNextPage()}
              >
                Show older ones
              </Button>
            </Group>
          )}
        </Stack>
      )}
    </Panel>
  );
}

function AttemptTable({ attempts, ...props }: Props & { attempts: WebhookAttempt[] }) {
  return (
    <Table>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Message</Table.Th>
          <Table.Th>Result</Table.Th>
          <Table.Th visibleFrom="sm">Sent</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {attempts.map((attempt, index) => (
          <AttemptRow
            key={`${attempt.messageId} ${attempt.number}`}
            {...props}
            attempt={attempt}
            // Only the newest attempt of a message is one that can be followed by another.
            newest={attempts.findIndex((one) => one.messageId === attempt.messageId) === index}
          />
        ))}
      </Table.Tbody>
    </Table>
  );
}

function AttemptRow({
  webhook,
  waits,
  attempt,
  names,
  newest,
}: Props & { attempt: WebhookAttempt; newest: boolean }) {
  const { system, environment } = useWhere();
  const path = usePath();
  const client = useQueryClient();
  const mayPublish = useMay('publisher');
  const retry = useMutation({
    mutationFn: () =>
      taken(
        api.POST(
          '/api/v1/systems/{system}/environments/{environment}/webhooks/{webhook}/attempts/{message}/retry',
          {
            params: {
              path: {
                system: system.key,
                environment: environment.key,
                webhook,
                message: attempt.messageId,
              },
            },
          },
        ),
      ),
    onSuccess: () => notifyDone('It is being sent.'),
    onSettled: () => webhooksChanged(client, system.key, environment.key),
  });
  const { label, color } = ATTEMPTS[attempt.state];
  const segment = names.get(attempt.segment) ?? attempt.segment;
  return (
    <Table.Tr>
      <Table.Td style={{ overflowWrap: 'anywhere' }}>
        {attempt.user === null ? (
          <Text span c="dimmed">
            a user who was erased
          </Text>
        ) : (
          <InlineLink to={path(`users/${encodeURIComponent(attempt.user)}`)}>
            {attempt.user}
          </InlineLink>
        )}{' '}
        {attempt.change} {segment}
        <Text size="xs" c="dimmed" component="div">
          <When at={attempt.changedAt} />
        </Text>
      </Table.Td>
      <Table.Td>
        <Badge variant="light" color={color} tt="none">
          {label}
        </Badge>
        <Text size="xs" c="dimmed" component="div">
          {attempt.trouble ?? `answered ${attempt.status} in ${count(attempt.durationMillis)} ms`}
        </Text>
        {waits && newest && attempt.nextAt !== null && (
          <Group gap="xs">
            <Text size="xs" c="dimmed" component="div">
              again <When at={attempt.nextAt} />
            </Text>
            {mayPublish && (
              <Button
                size="compact-xs"
                variant="light"
                loading={retry.isPending}
                aria-label={`Send now what ${attempt.user ?? 'a user'} ${attempt.change}: ${segment}`}
                onClick={() => retry.mutate()}
              >
                Send now
              </Button>
            )}
          </Group>
        )}
      </Table.Td>
      <Table.Td visibleFrom="sm">
        <When at={attempt.at} />
        {attempt.number > 1 && (
          <Text size="xs" c="dimmed" component="div">
            attempt {attempt.number}
          </Text>
        )}
      </Table.Td>
    </Table.Tr>
  );
}
