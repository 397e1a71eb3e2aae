import { Box, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { lazy } from 'react';
import { Navigate } from 'react-router';
import type { Integration, IntegrationHealth } from '../../shared/contract';
import { Later } from '../../shared/Later';
import { Panel } from '../../shared/Panel';
import { Queried } from '../../shared/Queried';
import { useMay } from '../../shared/session';
import { LoadingRows } from '../../shared/states';
import { useWhere } from '../../shared/where';
import { Verdict } from '../Health';
import { IntegrationFrame } from '../IntegrationFrame';
import { Findings } from './Findings';
import classes from './Health.module.css';
import { Properties } from './Properties';
import { healthQuery } from './queries';
import { Volume } from './Volume';

// Its fields weigh more than what is shown to everybody.
const Alerts = lazy(async () => ({ default: (await import('./Alerts')).Alerts }));

/** How an integration is, what has changed of what comes through it, and who is told. */
export function Component() {
  return (
    <IntegrationFrame>
      {(integration) =>
        integration.kind === 'csv' ? (
          <Navigate to="../uploads" relative="path" replace />
        ) : (
          <HealthOf integration={integration} />
        )
      }
    </IntegrationFrame>
  );
}

function HealthOf({ integration }: { integration: Integration }) {
  const { system, environment } = useWhere();
  const mayEdit = useMay('editor');
  const place = {
    system: system.key,
    environment: environment.key,
    integration: integration.key,
  };
  const query = useQuery(healthQuery(place));
  return (
    <>
      <Queried query={query}>{(health) => <Shown health={health} />}</Queried>
      {mayEdit && (
        <Box mt="lg">
          <Later fallback={<LoadingRows rows={3} />}>
            <Alerts key={environment.key} place={place} />
          </Later>
        </Box>
      )}
    </>
  );
}

function Shown({ health }: { health: IntegrationHealth }) {
  const { system, environment } = useWhere();
  const isNew = health.state === 'new';
  return (
    <>
      <Box className={classes.verdict} role="status" mb="lg">
        <Verdict state={health.state} />
        <Text>{health.words}</Text>
      </Box>
      {health.findings.length > 0 && <Findings findings={health.findings} />}
      {!isNew && <Volume days={health.days} />}
      {health.properties.length > 0 && !isNew && (
        <Panel
          flush
          title="Properties"
          about={`What part of the deliveries to ${environment.name} had each, day by day; days of ${system.timeZone}. No value is kept for it.`}
        >
          <Properties properties={health.properties} />
        </Panel>
      )}
    </>
  );
}
