import { Box, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { lazy } from 'react';
import type { Integration, IntegrationHealth } from '../../shared/contract';
import { Later } from '../../shared/Later';
import { Panel } from '../../shared/Panel';
import { Queried } from '../../shared/Queried';
import { useMay } from '../../shared/session';
import { LoadingRows } from '../../shared/states';
import { useWhere } from '../../shared/where';
import { Verdict } from '../Health';
import { IntegrationFrame } from '../IntegrationFrame';
import { Files } from './Files';
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
    <IntegrationFrame>{(integration) => <HealthOf integration={integration} />}</IntegrationFrame>
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
      <Queried query={query}>
        {(health) => <Shown integration={integration} health={health} />}
      </Queried>
      {mayEdit && (
        <Box mt="lg">
          <Later fallback={<LoadingRows rows={3} />}>
            <Alerts key={environment.key} place={place} of={integration.kind} />
          </Later>
        </Box>
      )}
    </>
  );
}

function Shown({ integration, health }: { integration: Integration; health: IntegrationHealth }) {
  const { system, environment } = useWhere();
  const isNew = health.state === 'new';
  const inFiles = integration.kind === 'csv';
  return (
    <>
      <Box className={classes.verdict} role="status" mb="lg">
        <Verdict state={health.state} />
        <Text>{health.words}</Text>
      </Box>
      {health.findings.length > 0 && (
        <Findings integration={integration} findings={health.findings} />
      )}
      {!isNew &&
        (inFiles ? (
          health.files.length > 0 && <Files files={health.files} />
        ) : (
          <Volume days={health.days} />
        ))}
      {health.properties.length > 0 && !isNew && (
        <Panel
          flush
          title="Properties"
          about={
            inFiles
              ? `What part of the cells of each column had a value, in the last files to ${environment.name}; without one in gray, refused in red. No value is kept for it.`
              : `What part of the deliveries to ${environment.name} had each, day by day; days of ${system.timeZone}. No value is kept for it.`
          }
        >
          <Properties of={integration.kind} properties={health.properties} />
        </Panel>
      )}
    </>
  );
}
