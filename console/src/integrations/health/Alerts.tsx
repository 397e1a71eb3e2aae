import { useQuery } from '@tanstack/react-query';
import type { Integration } from '../../shared/contract';
import { Panel } from '../../shared/Panel';
import { Queried } from '../../shared/Queried';
import { useWhere } from '../../shared/where';
import { AlertForm } from './AlertForm';
import { AlertLog } from './AlertLog';
import { alertsQuery, type Place } from './queries';

/** Who is told, and what they were told. */
export function Alerts({ place, of }: { place: Place; of: Integration['kind'] }) {
  const { environment } = useWhere();
  const query = useQuery(alertsQuery(place));
  return (
    <Panel
      title="Alerts"
      about={`Told once when something begins in ${environment.name}, and once when it is over.`}
    >
      <Queried query={query}>
        {(alerts) => (
          <>
            <AlertForm place={place} of={of} alerts={alerts} />
            <AlertLog told={alerts.told} />
          </>
        )}
      </Queried>
    </Panel>
  );
}
