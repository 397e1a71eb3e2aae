import { Button, Group, Text } from '@mantine/core';
import { useRef, useState } from 'react';
import { Link } from 'react-router';
import type { Integration } from '../shared/contract';
import { notifyDone } from '../shared/notify';
import { Panel } from '../shared/Panel';
import { at, usePath, useWhere } from '../shared/where';
import { EndpointAndTest } from './EndpointAndTest';
import { realEnvironment, suggestedEnvironment } from './suggested';

/** The wizard's third step: a real call, and then what to do with what it tells. */
export function TestStep({ integration }: { integration: Integration }) {
  const { system, environment: shown } = useWhere();
  const path = usePath();
  const [chosen, setChosen] = useState(
    () => suggestedEnvironment(system.environments)?.key ?? shown.key,
  );
  const environment = system.environments.find(({ key }) => key === chosen) ?? shown;
  const real = realEnvironment(system.environments);
  const top = useRef<HTMLDivElement>(null);
  // The links below lead into the environment that was tried here.
  const sayWhere = () => {
    if (environment.key !== shown.key) notifyDone(`You are now looking at ${environment.name}.`);
  };
  return (
    <div ref={top} tabIndex={-1} style={{ outline: 'none' }}>
      <EndpointAndTest
        integration={integration}
        environment={environment}
        onEnvironment={setChosen}
        next={
          real &&
          real.key !== environment.key && (
            <Group justify="space-between" gap="sm">
              <Text size="sm" style={{ flex: '1 1 14rem' }}>
                Now enter the URL of {real.name} in the tool: each environment has its own, and
                users of one are not known in the other.
              </Text>
              <Button
                variant="light"
                onClick={() => {
                  setChosen(real.key);
                  top.current?.focus();
                }}
              >
                Show the URL of {real.name}
              </Button>
            </Group>
          )
        }
      />
      <Panel title="What comes next">
        <Group justify="space-between" gap="md">
          <Text size="sm" style={{ flex: '1 1 20rem' }}>
            {next(integration)}
          </Text>
          <Button component={Link} to={at(system, environment, 'segments/new')} onClick={sayWhere}>
            Make a segment
          </Button>
        </Group>
      </Panel>
      <Group justify="space-between" mt="lg">
        <Button
          variant="default"
          component={Link}
          to={path(`integrations/${integration.key}/set-up?step=map`)}
        >
          Back to the mapping
        </Button>
        <Button
          variant="default"
          component={Link}
          to={at(system, environment, `integrations/${integration.key}/deliveries`)}
          onClick={sayWhere}
        >
          Done, show the deliveries
        </Button>
      </Group>
    </div>
  );
}

const NAMED = 3;

function next({ properties }: Integration): string {
  const names = properties.slice(0, NAMED).map(({ name }) => name);
  const more = properties.length - names.length;
  if (names.length === 0) {
    return 'A segment says which users are meant; a page then knows whether its user is one of them.';
  }
  const listed = [...names, ...(more > 0 ? [`${more} more`] : [])];
  const last = listed.pop() ?? '';
  const all = listed.length === 0 ? last : `${listed.join(', ')} and ${last}`;
  return `Say with ${all} who is meant: a segment is a condition on such attributes, and a page then knows whether its user is in it.`;
}
