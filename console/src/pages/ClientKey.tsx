import { Alert, Box, Button, Group, Radio, Stack, Text } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, taken } from '../shared/api';
import { Confirm } from '../shared/Confirm';
import { Copyable } from '../shared/Copyable';
import { notifyDone } from '../shared/notify';
import { Panel } from '../shared/Panel';
import { useMay } from '../shared/session';
import { count } from '../shared/time';
import { useWhere } from '../shared/where';
import { pageLoadsQuery } from './queries';

/** The key by which pages say to which environment they belong, and another in its place. */
export function ClientKey() {
  const { environment } = useWhere();
  const admin = useMay('admin');
  const { name, clientKey, previousClientKey } = environment;
  return (
    <Panel
      title="Client key"
      about="By it pages say to which environment they belong. It stands in their source and is no secret."
      actions={admin && <Replace />}
    >
      <Stack gap="md">
        <Copyable wrap value={clientKey} name={`client key of ${name}`} />
        {previousClientKey !== null && (
          <Alert color="yellow" title="The key before it goes on until you retire it">
            <Stack gap="sm">
              <Text size="sm">
                Once no page carries it any more, retire it: whoever still uses it is refused from
                then on.
              </Text>
              <PreviousKeyUse />
              <Box>
                <Copyable wrap value={previousClientKey} name={`key before it of ${name}`} />
              </Box>
              {admin && <Retire />}
            </Stack>
          </Alert>
        )}
      </Stack>
    </Panel>
  );
}

/** One looks at it while one loads pages. */
const REFETCH_MILLIS = 5_000;

/** Whether the key before the present one is still used. */
function PreviousKeyUse() {
  const { system, environment } = useWhere();
  const { data } = useQuery({
    ...pageLoadsQuery(system.key, environment.key),
    refetchInterval: REFETCH_MILLIS,
  });
  if (data === undefined) return null;
  const { all, byPreviousKey } = data.lastHour;
  return (
    <Text size="sm" fw={500}>
      {all === 0
        ? 'No page load was answered in the last hour.'
        : byPreviousKey === 0
          ? `No page load of the last hour carried it (${count(all)} carried the new one).`
          : `${count(byPreviousKey)} of the ${count(all)} page loads of the last hour carried it.`}
    </Text>
  );
}

function Replace() {
  const { system, environment } = useWhere();
  const { name, previousClientKey } = environment;
  const client = useQueryClient();
  const [asking, setAsking] = useState(false);
  const [keep, setKeep] = useState('keep');
  const replace = useMutation({
    mutationFn: (keepOld: boolean) =>
      taken(
        api.POST('/api/v1/systems/{system}/environments/{environment}/rotate-client-key', {
          params: {
            path: { system: system.key, environment: environment.key },
            query: { keepOld },
          },
        }),
      ),
    onSuccess: async (_, keepOld) => {
      await client.invalidateQueries({ queryKey: ['systems'] });
      setAsking(false);
      notifyDone(
        keepOld
          ? `${name} has a new client key. Put it into the pages, then retire the old one.`
          : `${name} has a new client key. Put it into the pages now.`,
      );
    },
  });
  return (
    <>
      <Button
        variant="default"
        size="xs"
        leftSection={<IconRefresh size={14} />}
        onClick={() => {
          setKeep('keep');
          setAsking(true);
        }}
      >
        Replace the key …
      </Button>
      <Confirm
        opened={asking}
        onClose={() => setAsking(false)}
        title={`Replace the client key of ${name}?`}
        action="Replace it"
        harmless={keep === 'keep' && previousClientKey === null}
        pending={replace.isPending}
        onConfirm={() => replace.mutate(keep === 'keep')}
      >
        <Stack>
          <Radio.Group label="What becomes of the present key" value={keep} onChange={setKeep}>
            <Stack gap="xs" mt={8}>
              <Radio
                value="keep"
                label="It goes on until you retire it"
                description="No page is refused while the new one is put into them."
              />
              <Radio
                value="end"
                label="It is refused at once"
                description="Pages that carry it show nothing of any segment until the new one is in them. For when others use it."
              />
            </Stack>
          </Radio.Group>
          {previousClientKey !== null && (
            <Text size="sm">
              The key before it, {previousClientKey.slice(0, 8)}…, still goes on. It is refused at
              once in either case.
            </Text>
          )}
        </Stack>
      </Confirm>
    </>
  );
}

function Retire() {
  const { system, environment } = useWhere();
  const client = useQueryClient();
  const [asking, setAsking] = useState(false);
  const retire = useMutation({
    mutationFn: () =>
      taken(
        api.DELETE('/api/v1/systems/{system}/environments/{environment}/previous-client-key', {
          params: { path: { system: system.key, environment: environment.key } },
        }),
      ),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['systems'] });
      setAsking(false);
      notifyDone('The key before it is retired.');
    },
  });
  return (
    <Group>
      <Button variant="default" size="xs" onClick={() => setAsking(true)}>
        Retire it …
      </Button>
      <Confirm
        opened={asking}
        onClose={() => setAsking(false)}
        title="Retire the key before it?"
        action="Retire it"
        pending={retire.isPending}
        onConfirm={() => retire.mutate()}
      >
        Pages of {environment.name} that still carry it are refused from then on: they show nothing
        of any segment. It cannot be had back.
      </Confirm>
    </Group>
  );
}
