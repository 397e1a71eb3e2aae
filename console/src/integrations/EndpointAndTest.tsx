import { Button, Group, Stack, Text } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { lazy, useState, type ReactNode } from 'react';
import { api, taken } from '../shared/api';
import { Confirm } from '../shared/Confirm';
import type { Environment, Integration } from '../shared/contract';
import { Copyable } from '../shared/Copyable';
import { EnvironmentChoice } from '../shared/EnvironmentChoice';
import { Later } from '../shared/Later';
import { notifyDone } from '../shared/notify';
import { Panel } from '../shared/Panel';
import { useMay } from '../shared/session';
import { LoadingRows } from '../shared/states';
import { useStored } from '../shared/useStored';
import { useWhere } from '../shared/where';
import classes from './EndpointAndTest.module.css';
import { FirstCall } from './FirstCall';
import { sampleKey } from './kept';
import { draftOf } from './mapping';
import { integrationsKey } from './queries';
import { curl, invented, sampleOf, shortened } from './sample';
import { SenderSteps } from './preset/SenderSteps';
import { SendSample } from './SendSample';

// Most endpoints have none.
const Secrets = lazy(async () => ({ default: (await import('./receiving/Secrets')).Secrets }));

interface Props {
  integration: Integration;
  /** Whose endpoint is shown and tried. */
  environment: Environment;
  onEnvironment: (key: string) => void;
  /** What to do once a call was taken. */
  next?: ReactNode;
}

/** Where to send to, what came, and a payload to try it with. */
export function EndpointAndTest({ integration, environment, onEnvironment, next }: Props) {
  const { system } = useWhere();
  const [text] = useStored(sampleKey(system.key, integration.key), () => '');
  const draft = draftOf(integration);
  const { itemsPath, signature } = integration.receiving ?? {};
  const sample = sampleOf(text, itemsPath);
  const short = sample ? shortened(sample, draft, itemsPath) : invented(draft, itemsPath);
  const endpoint = integration.endpoints?.[environment.key];
  const mayEdit = useMay('editor');
  return (
    <div className={classes.parts}>
      <div className={classes.left}>
        <Panel
          title={`Endpoint of ${environment.name}`}
          about="Enter this URL in the tool that is to send; there, it is often called webhook. Whoever has it can write attributes: treat it like a password."
          actions={
            <EnvironmentChoice
              environments={system.environments}
              value={environment.key}
              onChange={onEnvironment}
            />
          }
        >
          {endpoint && mayEdit ? (
            <Stack gap="sm">
              <Group gap="sm" align="center">
                <div style={{ flex: '1 1 16rem', minWidth: 0 }}>
                  <Copyable value={endpoint.url} name={`URL of ${environment.name}`} />
                </div>
                <Rotate integration={integration} environment={environment} />
              </Group>
              {!signature && (
                <details className={classes.fold}>
                  <summary>Send from a terminal</summary>
                  <Copyable block name="command" value={curl(endpoint.url, short)} />
                  {sample && (
                    <Text size="xs" c="dimmed" mt={4}>
                      The sample, shortened to what the mapping takes.
                    </Text>
                  )}
                </details>
              )}
            </Stack>
          ) : (
            <Text size="sm" c="dimmed">
              Only an editor sees the endpoint, since whoever has it can write attributes. Ask one
              for it.
            </Text>
          )}
        </Panel>
        <SenderSteps integration={integration} />
        {signature && (
          <Later fallback={<LoadingRows rows={1} />}>
            <Secrets integration={integration} environment={environment} />
          </Later>
        )}
        <Panel
          title={`What comes in ${environment.name}`}
          about="It waits for the next call, and shows what was taken of it."
        >
          <FirstCall
            key={environment.key}
            integration={integration}
            environment={environment}
            next={next}
          />
        </Panel>
      </div>
      <Panel title="Send from here" about="To see what becomes of a payload, without the tool.">
        <SendSample
          key={integration.key}
          integration={integration}
          environment={environment}
          initial={sample ? text : short}
        />
      </Panel>
    </div>
  );
}

interface RotateProps {
  integration: Integration;
  environment: Environment;
}

function Rotate({ integration, environment }: RotateProps) {
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
