import { useState } from 'react';
import { useWhere } from '../shared/where';
import { EndpointAndTest } from './EndpointAndTest';
import { IntegrationFrame } from './IntegrationFrame';

/** Where to send to, and what becomes of a payload. */
export function Component() {
  const { system, environment: shown } = useWhere();
  const [chosen, setChosen] = useState<string | null>(null);
  const environment = system.environments.find(({ key }) => key === chosen) ?? shown;
  return (
    <IntegrationFrame>
      {(integration) => (
        <EndpointAndTest
          integration={integration}
          environment={environment}
          onEnvironment={setChosen}
        />
      )}
    </IntegrationFrame>
  );
}
