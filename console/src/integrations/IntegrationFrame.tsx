import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link, useParams } from 'react-router';
import type { Integration } from '../shared/contract';
import { BackLink } from '../shared/BackLink';
import { Page } from '../shared/Page';
import { PageTabs } from '../shared/PageTabs';
import { Queried } from '../shared/Queried';
import { useMay } from '../shared/session';
import { usePath, useWhere } from '../shared/where';
import { isUnfinished } from './mapping';
import { integrationQuery } from './queries';

const TABS = [
  { page: 'deliveries', label: 'Deliveries', kind: 'api' },
  { page: 'uploads', label: 'Uploads', kind: 'csv' },
  { page: 'health', label: 'Health', kind: null },
  { page: 'schedule', label: 'Schedule', kind: 'csv' },
  { page: 'mapping', label: 'Mapping', kind: null },
  { page: 'endpoint', label: 'Endpoint and test', kind: 'api' },
  { page: 'receiving', label: 'Receiving', kind: 'api' },
  { page: 'settings', label: 'Settings', kind: null },
] as const;

interface Props {
  children: (integration: Integration) => ReactNode;
}

/** What surrounds the pages of one integration. */
export function IntegrationFrame({ children }: Props) {
  const { system } = useWhere();
  const path = usePath();
  const { integration: key = '' } = useParams();
  const query = useQuery(integrationQuery(system.key, key));
  const mayEdit = useMay('editor');
  const integration = query.data;
  return (
    <Page
      title={integration?.name ?? key}
      above={<BackLink to={path('integrations')}>Integrations</BackLink>}
      actions={
        integration &&
        isUnfinished(integration) &&
        mayEdit && (
          <Button component={Link} to={path(`integrations/${key}/set-up?step=map`)}>
            Finish setting it up
          </Button>
        )
      }
    >
      <PageTabs
        name={integration?.name ?? key}
        tabs={TABS.filter(({ kind }) => kind === null || kind === integration?.kind).map(
          ({ page, label }) => ({ to: path(`integrations/${key}/${page}`), label }),
        )}
      />
      <Queried query={query}>{children}</Queried>
    </Page>
  );
}
