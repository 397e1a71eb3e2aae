import { Stack } from '@mantine/core';
import { lazy, useState } from 'react';
import type { Integration } from '../../shared/contract';
import { EnvironmentChoice } from '../../shared/EnvironmentChoice';
import { Later } from '../../shared/Later';
import { useMay } from '../../shared/session';
import { LoadingRows } from '../../shared/states';
import { useBase } from '../../shared/useBase';
import { useLeaveGuard } from '../../shared/useLeaveGuard';
import { useWhere } from '../../shared/where';
import { IntegrationFrame } from '../IntegrationFrame';

// The page stands before its many fields are there.
const ReceivingSettings = lazy(async () => ({
  default: (await import('./ReceivingSettings')).ReceivingSettings,
}));
const Secrets = lazy(async () => ({ default: (await import('./Secrets')).Secrets }));

const same = (one: Integration, other: Integration) =>
  JSON.stringify(one.receiving) === JSON.stringify(other.receiving);

/** How what senders send is taken, beside the mapping, and what they prove it with. */
export function Component() {
  return (
    <IntegrationFrame>
      {(integration) => <Receiving key={integration.key} integration={integration} />}
    </IntegrationFrame>
  );
}

function Receiving({ integration }: { integration: Integration }) {
  const mayEdit = useMay('editor');
  const { system, environment: shown } = useWhere();
  const [chosen, setChosen] = useState<string | null>(null);
  const environment = system.environments.find(({ key }) => key === chosen) ?? shown;
  const state = useBase(integration, same);
  const { guard } = useLeaveGuard(mayEdit && state.dirty);
  return (
    <Stack gap="lg">
      <Later fallback={<LoadingRows />}>
        <Secrets
          integration={integration}
          environment={environment}
          actions={
            <EnvironmentChoice
              environments={system.environments}
              value={environment.key}
              onChange={setChosen}
            />
          }
        />
        <ReceivingSettings key={state.round} state={state} mayEdit={mayEdit} />
      </Later>
      {guard}
    </Stack>
  );
}
