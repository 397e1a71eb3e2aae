import { useQuery } from '@tanstack/react-query';
import { Navigate, useParams } from 'react-router';
import { Queried } from '../shared/Queried';
import { useWhere } from '../shared/where';
import { homeOf } from './mapping';
import { integrationQuery } from './queries';

/** An integration without a page named shows what came through it. */
export function Component() {
  const { system } = useWhere();
  const { integration: key = '' } = useParams();
  const query = useQuery(integrationQuery(system.key, key));
  return (
    <Queried query={query}>
      {(integration) => <Navigate to={homeOf(integration)} replace />}
    </Queried>
  );
}
