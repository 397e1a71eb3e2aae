import { Alert, Anchor, Box, Button, Group, Skeleton, Stack, Text, Title } from '@mantine/core';
import { IconRefresh, IconWand } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { api, taken } from '../shared/api';
import type { Delivery, DeliveryInFull, Integration, Property } from '../shared/contract';
import { Copyable } from '../shared/Copyable';
import { notifyDone } from '../shared/notify';
import { useMay } from '../shared/session';
import { ProblemView } from '../shared/states';
import { keep } from '../shared/tab';
import { count, inFull } from '../shared/time';
import { valueWords } from '../shared/value-words';
import { at, useWhere } from '../shared/where';
import classes from './Deliveries.module.css';
import { sampleKey } from './kept';
import { deliveriesKey, deliveryQuery } from './queries';
import { laidOut, sampleOf } from './sample';
import { explained } from './explained';
import { mended, refusalAdvice, refusalWords } from './words';
import { capitalised } from '../shared/words';

interface Props {
  delivery: Delivery;
  integration: Integration;
}

/** All of a delivery: what was sent, what was taken, what was refused and why, and what to do about it. */
export function DeliveryDetail({ delivery, integration }: Props) {
  const { system, environment } = useWhere();
  const query = useQuery(
    deliveryQuery(system.key, delivery.environment, integration.key, delivery.id),
  );
  const full = query.data;
  const now = (attribute: string) => integration.properties.find(({ name }) => name === attribute);
  return (
    <Stack gap="md" className={classes.detail}>
      <Refused delivery={delivery} now={now} />
      <div className={classes.facts}>
        <Taken delivery={delivery} now={now} />
        <Box>
          <Title order={3} mb={6}>
            What was sent
          </Title>
          {full ? (
            <Sent delivery={full} />
          ) : query.error ? (
            <ProblemView error={query.error} onRetry={() => void query.refetch()} />
          ) : (
            <Skeleton h={80} />
          )}
        </Box>
      </div>
      <Group justify="space-between" gap="sm">
        <Text size="xs" c="dimmed">
          {inFull(delivery.at)}, {count(delivery.bytes)} bytes from {delivery.source}
          {delivery.environment !== environment.key && `, in ${delivery.environment}`}
          <Said event={delivery.event} />
          <Kin delivery={full ?? delivery} />
        </Text>
        {full && <Remedies delivery={full} integration={integration} />}
      </Group>
    </Stack>
  );
}

interface PartProps {
  delivery: Delivery;
  /** An attribute's property; undefined where the mapping has it no more. */
  now: (attribute: string) => Property | undefined;
}

function Refused({ delivery, now }: PartProps) {
  const whole = explained(delivery);
  if (!whole && delivery.rejected.length === 0) return null;
  return (
    <Alert
      color={delivery.outcome === 'rejected' ? 'red' : whole ? 'gray' : 'yellow'}
      variant="light"
      title={
        whole
          ? `${delivery.outcome === 'rejected' ? 'Refused' : 'Nothing to do'}: ${whole.what}`
          : `${delivery.rejected.length} of ${delivery.rejected.length + delivery.updated.length} properties refused`
      }
    >
      <Stack gap={6}>
        {whole && delivery.reason && delivery.rejected.length === 0 && (
          <Text size="sm">{sentence(delivery.reason)}</Text>
        )}
        {delivery.rejected.map((property) => (
          <Text size="sm" key={property.attribute}>
            <b>{property.attribute}</b>: {refusalWords(property)}.{' '}
            {refusalAdvice(property, now(property.attribute))}
          </Text>
        ))}
        {/* Of each property it says what to do already. */}
        {whole?.next && delivery.rejected.length === 0 && <Text size="sm">{whole.next}</Text>}
      </Stack>
    </Alert>
  );
}

const sentence = (words: string) => `${capitalised(words)}${/[.!?]$/.test(words) ? '' : '.'}`;

function Taken({ delivery, now }: PartProps) {
  const { system } = useWhere();
  return (
    <Box>
      <Title order={3} mb={6}>
        What was taken
      </Title>
      {delivery.updated.length === 0 ? (
        <Text size="sm" c="dimmed">
          {explained(delivery)
            ? `Nothing${delivery.user === null ? '.' : ': the user is as before.'}`
            : 'No value: none of the listed properties was sent. The user is known now.'}
        </Text>
      ) : (
        <dl className={classes.values}>
          {delivery.updated.map(({ attribute, value }) => (
            <div key={attribute} style={{ display: 'contents' }}>
              <dt>{attribute}</dt>
              <dd>
                {value === null
                  ? 'cleared'
                  : valueWords(value, now(attribute)?.type, system.timeZone)}
              </dd>
            </div>
          ))}
        </dl>
      )}
    </Box>
  );
}

function Sent({ delivery }: { delivery: DeliveryInFull }) {
  const mayRead = useMay('editor');
  if (!delivery.payload) {
    return (
      <Text size="sm" c="dimmed">
        {delivery.payloadProblem
          ? delivery.payloadProblem
          : delivery.hasPayload && !mayRead
            ? 'It is kept, but only an editor may read it.'
            : delivery.outcome === 'rejected' || delivery.outcome === 'partial'
              ? 'Not kept, or not any more.'
              : 'Not kept: everything that was wanted of it was taken.'}
      </Text>
    );
  }
  const { text, truncated, keptUntil } = delivery.payload;
  return (
    <>
      <div className={classes.payload}>
        <Copyable block name="payload" value={truncated ? text : laidOut(text)} />
      </div>
      <Text size="xs" c="dimmed" mt={4}>
        {truncated && 'Only its beginning. '}Kept until {inFull(keptUntil)}.
      </Text>
    </>
  );
}

/** What its sender says of the event. */
function Said({ event }: Pick<Delivery, 'event'>) {
  if (!event) return null;
  const { id, type, happenedAt } = event;
  return (
    <>
      {type !== null && `. Its sender says: ${type}`}
      {happenedAt !== null && `. It happened ${inFull(happenedAt)}`}
      {id !== null && `. Its sender calls it ${id}`}
    </>
  );
}

function Kin({ delivery }: { delivery: Delivery }) {
  const [params] = useSearchParams();
  const to = (id: string) => {
    const next = new URLSearchParams(params);
    next.set('open', id);
    return `?${next.toString()}`;
  };
  return (
    <>
      {delivery.replayOf && (
        <>
          {'. A replay of an '}
          <Anchor component={Link} to={to(delivery.replayOf)} inherit underline="always">
            earlier delivery
          </Anchor>
        </>
      )}
      {delivery.replayedAs && (
        <>
          {'. '}
          <Anchor component={Link} to={to(delivery.replayedAs)} inherit underline="always">
            Replayed since
          </Anchor>
        </>
      )}
    </>
  );
}

function Remedies({
  delivery,
  integration,
}: {
  delivery: DeliveryInFull;
  integration: Integration;
}) {
  const { system } = useWhere();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const mayEdit = useMay('editor');
  const replay = useMutation({
    mutationFn: () =>
      taken(
        api.POST(
          '/api/v1/systems/{system}/integrations/{integration}/deliveries/{delivery}/replay',
          {
            params: {
              path: { system: system.key, integration: integration.key, delivery: delivery.id },
            },
          },
        ),
      ),
    meta: { shown: true },
    onSuccess: () => notifyDone('Replayed: it was taken now.'),
    onSettled: () =>
      Promise.all([
        queryClient.invalidateQueries({
          queryKey: [
            ...deliveriesKey(system.key, delivery.environment, integration.key),
            'one',
            delivery.id,
          ],
        }),
        queryClient.invalidateQueries({
          queryKey: ['systems', system.key, 'environments', delivery.environment, 'users'],
        }),
      ]),
  });
  const text = delivery.payload?.truncated === false ? delivery.payload.text : null;
  if (!mayEdit || text === null) return null;
  const mendable = sampleOf(text) !== null;
  // What was refused whole is refused again, until the mapping or the cause is another one.
  const mendFirst =
    mendable &&
    delivery.outcome === 'rejected' &&
    !delivery.rejected.some((property) =>
      mended(
        property,
        integration.properties.find(({ name }) => name === property.attribute),
      ),
    );
  return (
    <Stack gap="xs" align="flex-end" style={{ flex: '1 1 16rem' }}>
      <Group gap="xs" justify="flex-end">
        {mendable && (
          <Button
            size="xs"
            variant={mendFirst ? 'filled' : 'default'}
            leftSection={<IconWand size={14} />}
            onClick={() => {
              keep(sampleKey(system.key, integration.key), text);
              // In its environment, so that it is there again for the replay.
              const environment = { key: delivery.environment };
              void navigate(at(system, environment, `integrations/${integration.key}/mapping`));
            }}
          >
            Mend the mapping with it
          </Button>
        )}
        <Button
          size="xs"
          variant={mendFirst ? 'default' : 'filled'}
          leftSection={<IconRefresh size={14} />}
          loading={replay.isPending}
          onClick={() => replay.mutate()}
        >
          Replay
        </Button>
      </Group>
      {replay.error && (
        <Box w="100%">
          <ProblemView error={replay.error} />
        </Box>
      )}
    </Stack>
  );
}
