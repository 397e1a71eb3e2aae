import { Button, Group, SegmentedControl, Select, Stack, Text } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, taken } from '../shared/api';
import { Confirm } from '../shared/Confirm';
import type { Environment, Integration } from '../shared/contract';
import { Copyable } from '../shared/Copyable';
import { notifyDone } from '../shared/notify';
import { Panel } from '../shared/Panel';
import { useMay } from '../shared/session';
import { useWhere } from '../shared/where';
import { FirstCall } from './FirstCall';
import { draftOf } from './mapping';
import { integrationsKey } from './queries';
import { curl, invented, sampleOf, shortened } from './sample';
import { SenderSteps } from './SenderSteps';
import { SendSample } from './SendSample';
import { sampleKey, useStored } from './useStored';

interface Props {
  integration: Integration;
}

/** Where to send to, how to try it, and what came. */
export function EndpointAndTest({ integration }: Props) {
  const { system, environment: shown } = useWhere();
  const [chosen, setChosen] = useState(shown.key);
  const environment = system.environments.find(({ key }) => key === chosen) ?? shown;
  const [text] = useStored(sampleKey(system.key, integration.key), () => '');
  const draft = draftOf(integration);
  const sample = sampleOf(text);
  const short = sample ? shortened(sample, draft) : invented(draft);
  const endpoint = integration.endpoints?.[environment.key];
  const mayEdit = useMay('editor');
  return (
    <Stack gap="lg">
      <Panel
        title="Endpoint"
        about="Enter this URL in the tool that is to send; there, it is often called webhook. Whoever has it can write attributes: treat it like a password."
        actions={
          <Choice environments={system.environments} value={environment.key} onChange={setChosen} />
        }
      >
        {endpoint && mayEdit ? (
          <Stack gap="md">
            <Group gap="sm" align="center">
              <div style={{ flex: '1 1 20rem', minWidth: 0 }}>
                <Copyable value={endpoint.url} name={`URL of ${environment.name}`} />
              </div>
              <Rotate integration={integration} environment={environment} />
            </Group>
            <div>
              <Text size="sm" fw={550} mb={4}>
                From a terminal
              </Text>
              <Copyable block name="command" value={curl(endpoint.url, short)} />
              {sample && (
                <Text size="xs" c="dimmed" mt={4}>
                  The sample, shortened to what the mapping takes.
                </Text>
              )}
            </div>
          </Stack>
        ) : (
          <Text size="sm" c="dimmed">
            Only an editor sees the endpoint, since whoever has it can write attributes. Ask one for
            it.
          </Text>
        )}
      </Panel>
      <SenderSteps system={system.key} integration={integration.key} />
      <Panel
        title={`What comes in ${environment.name}`}
        about="It waits for the next call, and shows what was taken of it."
      >
        <FirstCall key={environment.key} integration={integration} environment={environment} />
      </Panel>
      <Panel title="Send from here" about="To see what becomes of a payload, without the tool.">
        <SendSample
          key={integration.key}
          integration={integration}
          environment={environment}
          initial={sample ? text : short}
        />
      </Panel>
    </Stack>
  );
}

interface ChoiceProps {
  environments: Environment[];
  value: string;
  onChange: (key: string) => void;
}

function Choice({ environments, value, onChange }: ChoiceProps) {
  const data = environments.map(({ key, name }) => ({ value: key, label: name }));
  return data.length <= 3 ? (
    <SegmentedControl
      size="xs"
      aria-label="Environment"
      data={data}
      value={value}
      onChange={onChange}
    />
  ) : (
    <Select
      aria-label="Environment"
      data={data}
      value={value}
      allowDeselect={false}
      onChange={(key) => key && onChange(key)}
    />
  );
}

function Rotate({ integration, environment }: Props & { environment: Environment }) {
  const { system } = useWhere();
  const queryClient = useQueryClient();
  const [asked, setAsked] = useState(false);
  const rotate = useMutation({
    mutationFn: () =>
      taken(
        api.POST(
          '/api/v1/systems/{system}/integrations/{integration}/endpoints/{environment}/rotate',
          {
            params: {
              path: {
                system: system.key,
                integration: integration.key,
                environment: environment.key,
              },
            },
          },
        ),
      ),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: integrationsKey(system.key) });
      setAsked(false);
      notifyDone('The endpoint has a new URL. Enter it in the sender.');
    },
  });
  return (
    <>
      <Button
        variant="default"
        size="xs"
        leftSection={<IconRefresh size={14} />}
        onClick={() => setAsked(true)}
      >
        Replace the URL
      </Button>
      <Confirm
        opened={asked}
        onClose={() => setAsked(false)}
        title={`Replace the URL of ${environment.name}?`}
        action="Replace it"
        pending={rotate.isPending}
        onConfirm={() => rotate.mutate()}
      >
        The endpoint gets a new URL, and the old one stops working at once: what is sent to it is
        refused and lost, until the sender has the new one. Do it when the URL has got into wrong
        hands. Values and deliveries stay.
      </Confirm>
    </>
  );
}
