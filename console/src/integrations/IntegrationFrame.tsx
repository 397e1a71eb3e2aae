import { Anchor, Button } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link, useParams } from 'react-router';
import type { Integration } from '../shared/contract';
import { Page } from '../shared/Page';
import { Queried } from '../shared/Queried';
import { useMay } from '../shared/session';
import { usePath, useWhere } from '../shared/where';
import classes from './IntegrationFrame.module.css';
import { isUnfinished } from './mapping';
import { integrationQuery } from './queries';

const TABS = [
  { tab: 'deliveries', label: 'Deliveries' },
  { tab: 'mapping', label: 'Mapping' },
  { tab: 'endpoint', label: 'Endpoint and test' },
  { tab: 'settings', label: 'Settings' },
] as const;

interface Props {
  tab: (typeof TABS)[number]['tab'];
  children: (integration: Integration) => ReactNode;
}

/** What surrounds the pages of one integration. */
export function IntegrationFrame({ tab, children }: Props) {
  const { system } = useWhere();
  const path = usePath();
  const { integration: key = '' } = useParams();
  const query = useQuery(integrationQuery(system.key, key));
  const mayEdit = useMay('editor');
  const integration = query.data;
  return (
    <Page
      title={integration?.name ?? key}
      above={
        <Anchor component={Link} to={path('integrations')} size="sm">
          <IconArrowLeft size={14} style={{ verticalAlign: '-2px' }} aria-hidden /> Integrations
        </Anchor>
      }
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
      <nav className={classes.tabs} aria-label={integration?.name ?? key}>
        {TABS.filter(({ tab: one }) => one !== 'endpoint' || integration?.kind !== 'csv').map(
          ({ tab: one, label }) => (
            <Link
              key={one}
              className={classes.tab}
              to={path(`integrations/${key}/${one}`)}
              aria-current={one === tab ? 'page' : undefined}
            >
              {label}
            </Link>
          ),
        )}
      </nav>
      <Queried query={query}>{children}</Queried>
    </Page>
  );
}
