import { EndpointAndTest } from './EndpointAndTest';
import { IntegrationFrame } from './IntegrationFrame';

/** Where to send to, and what becomes of a payload. */
export function Component() {
  return (
    <IntegrationFrame tab="endpoint">
      {(integration) => <EndpointAndTest integration={integration} />}
    </IntegrationFrame>
  );
}
