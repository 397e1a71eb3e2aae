import { Button, Stack } from '@mantine/core';
import { IconUsersGroup } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { lazy } from 'react';
import { Link } from 'react-router';
import { Later } from '../../shared/Later';
import { Page } from '../../shared/Page';
import { Queried } from '../../shared/Queried';
import { Empty } from '../../shared/states';
import { usePath, useWhere } from '../../shared/where';
import { SaveReport } from '../../reports/SaveReport';
import { useAsked } from '../frame/asked';
import { sizesQuery } from '../queries';
import { SizesPanel } from './SizesPanel';

// They lie below the sizes.
const OverlapPanel = lazy(async () => ({ default: (await import('./OverlapPanel')).OverlapPanel }));
const FlowsPanel = lazy(async () => ({ default: (await import('./FlowsPanel')).FlowsPanel }));

/** How large live segments are and were, who is in several of them, and who goes from one to another. */
export function Component() {
  const { system, environment } = useWhere();
  const asked = useAsked();
  const path = usePath();
  const query = useQuery(sizesQuery(system.key, environment.key, { period: asked.period.request }));
  return (
    <Page
      title="Segments"
      about="How large live segments are and were, who is in several at once, and who goes from one to another."
      actions={<SaveReport view="segments" query={{ period: asked.period.request }} />}
    >
      <Queried query={query}>
        {(sizes) =>
          sizes.items.length === 0 ? (
            <Empty
              icon={IconUsersGroup}
              title="No segment is live here yet"
              action={
                <Button component={Link} to={path('publish')}>
                  Publish segments
                </Button>
              }
            >
              Once segments are published to {environment.name}, their sizes are noted from day to
              day, and page loads tell who is in them.
            </Empty>
          ) : (
            <Stack gap="lg">
              <SizesPanel sizes={sizes} stale={query.isPlaceholderData} />
              <Later>
                <OverlapPanel sizes={sizes} />
                <FlowsPanel sizes={sizes} />
              </Later>
            </Stack>
          )
        }
      </Queried>
    </Page>
  );
}
