import { Button } from '@mantine/core';
import { IconUser } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { integrationsQuery } from '../integrations/queries';
import { useMay } from '../shared/session';
import { Empty } from '../shared/states';
import { usePath, useWhere } from '../shared/where';

/** In place of users, where none is known: what makes them known. */
export function NoUsers() {
  const { system, environment } = useWhere();
  const path = usePath();
  const mayEdit = useMay('editor');
  const { data: integrations } = useQuery(integrationsQuery(system.key));
  const none = integrations?.length === 0;
  const setUp = none && mayEdit;
  return (
    <Empty
      icon={IconUser}
      title={`${environment.name} has no users yet`}
      action={
        <Button component={Link} to={path(setUp ? 'integrations/new' : 'integrations')}>
          {setUp ? 'Set up an integration' : 'See the integrations'}
        </Button>
      }
    >
      {!none
        ? 'A user is known from the first delivery or file about them on, and none has come in here so far. Each integration shows its endpoint for this environment, or takes files.'
        : mayEdit
          ? 'A user is known from the first delivery or file about them on. Set up an integration: give its endpoint to the tool that knows your users, or upload a list of them.'
          : 'A user is known from the first delivery or file about them on. No integration is set up yet; editors can do that.'}
    </Empty>
  );
}
